"""What projects tell on a contribution's thread: what they kept of it, and what became of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import Select, select

from consult.contributions import Contribution, Standing, Stop, StopState, standing, timeline
from consult.ideas import on_platforms, reached
from consult.kernel.db import db
from consult.kernel.i18n import Words, _, _l, text
from consult.kernel.reading import once_a_reading
from consult.processes import Process
from consult.projects.kinds import State
from consult.projects.lineage import line_of, projects_with
from consult.projects.models import CandidateProject, Origin, ProjectPlatform, ProjectState
from consult.projects.queries import states_of
from consult.projects.quoting import stands_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

AT_THE_ORIGIN = 3
"""The stage of a contribution that is at the origin of a candidate project: see `STAGES`."""
LIVING = (State.CANDIDATE, State.ACCEPTED, State.JOINED)


@dataclass(frozen=True, slots=True)
class Line:
    """An origin, and the projects that it went on in: its own first, the one it is in now last."""

    origin: Origin
    projects: Sequence[CandidateProject]
    joined_at: Sequence[datetime]
    slug: str

    @property
    def now_in(self) -> CandidateProject:
        """The project that it is in now."""
        return self.projects[-1]

    def url(self, project: CandidateProject) -> str:
        """The address of one of its projects."""
        return url_for("projects.show", slug=self.slug, code=project.code)


@reached(AT_THE_ORIGIN, "project", _l("In a candidate project"))
def in_a_project(process: Process) -> Select[int]:
    """The contributions at the origin of a candidate project, an accepted or a joined one."""
    return (
        select(Origin.contribution_id)
        .join(CandidateProject, CandidateProject.id == Origin.project_id)
        .where(
            CandidateProject.process_id == process.id,
            CandidateProject.state.in_(LIVING),
            Origin.removed_at.is_(None),
        )
    )


@on_platforms
def in_projects_on(process: Process, platform_ids: Collection[int]) -> Select[int]:
    """The contributions at the origin of a candidate project on some platforms."""
    others = select(ProjectPlatform.project_id).where(ProjectPlatform.platform_id.in_(platform_ids))
    own = CandidateProject.main_platform_id.in_(platform_ids) | CandidateProject.id.in_(others)
    return in_a_project(process).where(own)


@once_a_reading
def _lines_of(contributions: Sequence[Contribution]) -> list[Line]:
    """The public projects that public contributions are at the origin of, followed to now."""
    public = [one.id for one in contributions if one.is_public]
    if not public:
        return []
    rows = db.session.execute(
        select(Origin, CandidateProject, Process.slug)
        .join(Origin.project)
        .join(Process, Process.id == CandidateProject.process_id)
        .where(
            Origin.removed_at.is_(None),
            CandidateProject.state != State.DRAFT,
            Origin.contribution_id.in_(public),
        )
        .order_by(Origin.id)
    ).all()
    joined = sorted({project.id for _o, project, _s in rows if project.state is State.JOINED})
    lines = line_of(joined) if joined else {}
    onward = projects_with(one.into_id for line in lines.values() for one in line) if joined else {}
    return [
        Line(
            origin,
            [project, *(onward[one.into_id] for one in lines.get(project.id, ()))],
            [one.at for one in lines.get(project.id, ())],
            slug,
        )
        for origin, project, slug in rows
    ]


@timeline.filler
def which_projects_it_gave(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Stop]]:
    """Tell which projects each contribution is at the origin of, and what became of them."""
    lines = _lines_of(contributions)
    states = states_of(sorted({one.id for line in lines for one in line.projects})) if lines else {}
    said = {one.id: one for one in contributions}
    stops: dict[int, list[Stop]] = defaultdict(list)
    for line in lines:
        contribution = said[line.origin.contribution_id]
        stops[contribution.id] += _stops(line, contribution, states)
    return stops


def _stops(
    line: Line, contribution: Contribution, states: Mapping[int, Sequence[ProjectState]]
) -> list[Stop]:
    """The stops of one line: into the project, then each act since, through every joining."""
    origin, first = line.origin, line.projects[0]
    since = max(origin.added_at, first.candidate_at or origin.added_at)
    told = [
        Stop(
            since,
            _("It is at the origin of a candidate project"),
            _kept(origin, contribution),
            url=line.url(first),
            link=text(first.title),
            note=origin.note,
        )
    ]
    for place, project in enumerate(line.projects):
        after = origin.added_at if place == 0 else line.joined_at[place - 1]
        acts = [act for act in _since_candidacy(states[project.id]) if act.at > after]
        into = line.projects[place + 1] if place + 1 < len(line.projects) else None
        told += [_stop(line, project, act, into if act is acts[-1] else None) for act in acts]
    return told


def _since_candidacy(acts: Sequence[ProjectState]) -> Sequence[ProjectState]:
    """The acts of a public project after it first stood before everyone."""
    first = next(place for place, act in enumerate(acts) if act.state is State.CANDIDATE)
    return acts[first + 1 :]


def _stop(
    line: Line, project: CandidateProject, act: ProjectState, into: CandidateProject | None
) -> Stop:
    words = {
        State.CANDIDATE: _("The project is a candidate again"),
        State.ACCEPTED: _("The project is accepted for the proposed plan"),
        State.SET_ASIDE: _("The project was set aside"),
        State.JOINED: _("The project goes on in another"),
    }
    leads = into or project
    over = act.state is State.SET_ASIDE and project.state is State.SET_ASIDE
    return Stop(
        act.at,
        words.get(act.state, ""),
        act.reason,
        url=line.url(leads),
        link=text(leads.title),
        state=StopState.REFUSED if over else StopState.DONE,
    )


def _kept(origin: Origin, contribution: Contribution) -> Words:
    if not origin.part or not stands_in(origin.part, contribution):
        return _("It is among the voices that the project comes from.")
    return _("Kept of it: «%(part)s».", part=origin.part)


@standing.filler
def how_far_in_projects(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Standing]]:
    """Tell of each contribution the project that came farthest among those it is at the origin of.

    That one was set aside is told only where no other goes on.
    """
    lines: dict[int, list[Line]] = defaultdict(list)
    for line in _lines_of(contributions):
        lines[line.origin.contribution_id].append(line)
    return {one: [_standing(max(own, key=_how_far))] for one, own in lines.items()}


def _how_far(line: Line) -> tuple[int, int]:
    order = (State.SET_ASIDE, State.CANDIDATE, State.ACCEPTED)
    state = line.now_in.state
    return (order.index(state) if state in order else -1, line.origin.id)


def _standing(line: Line) -> Standing:
    project = line.now_in
    title, url = text(project.title), line.url(project)
    if project.state is State.ACCEPTED:
        sentence = _("The project “%(title)s” that it gave rise to is accepted.", title=title)
        return Standing(AT_THE_ORIGIN, sentence, url=url)
    if project.state is State.SET_ASIDE:
        sentence = _("The project “%(title)s” that it gave rise to was set aside.", title=title)
        return Standing(AT_THE_ORIGIN, sentence, url=url, refused=True)
    return Standing(
        AT_THE_ORIGIN, _("At the origin of the project “%(title)s”.", title=title), url=url
    )
