"""What projects tell on others' pages: what became of a voice, of a node, on a platform."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from consult.accounts import current_person
from consult.contributions import (
    Contribution,
    Standing,
    Stop,
    StopState,
    standing,
    timeline,
)
from consult.ideamap import Node, NodeProject, node_actions, node_projects
from consult.ideas import on_platforms, reached
from consult.kernel.db import db
from consult.kernel.i18n import Words, _, _l, ngettext, text
from consult.kernel.reading import once_a_reading
from consult.processes import Desk, Figure, Process, Role, process_desks, process_figures
from consult.projects.kinds import State
from consult.projects.models import CandidateProject, Origin, ProjectPlatform, ProjectState
from consult.projects.policy import can_draft
from consult.projects.queries import states_of
from consult.projects.words import STATES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

AT_THE_ORIGIN = 3
"""The stage of a contribution that is at the origin of a candidate project: see `STAGES`."""


def _public_origins() -> Select[Origin, CandidateProject, str]:
    return (
        select(Origin, CandidateProject, Process.slug)
        .join(Origin.project)
        .join(Process, Process.id == CandidateProject.process_id)
        .where(Origin.removed_at.is_(None), CandidateProject.state != State.DRAFT)
        .order_by(Origin.id)
    )


@reached(AT_THE_ORIGIN, "project", _l("In a candidate project"))
def in_a_project(process: Process) -> Select[int]:
    """The contributions at the origin of a candidate project."""
    return (
        select(Origin.contribution_id)
        .join(CandidateProject, CandidateProject.id == Origin.project_id)
        .where(
            CandidateProject.process_id == process.id,
            CandidateProject.state == State.CANDIDATE,
            Origin.removed_at.is_(None),
        )
    )


@on_platforms
def in_projects_on(process: Process, platform_ids: Collection[int]) -> Select[int]:
    """The contributions at the origin of a candidate project on some platforms."""
    others = select(ProjectPlatform.project_id).where(ProjectPlatform.platform_id.in_(platform_ids))
    own = CandidateProject.main_platform_id.in_(platform_ids) | CandidateProject.id.in_(others)
    return in_a_project(process).where(own)


def _url(project: CandidateProject, slug: str) -> str:
    return url_for("projects.show", slug=slug, code=project.code)


@once_a_reading
def _read_for(
    contributions: Sequence[Contribution],
) -> list[tuple[Origin, CandidateProject, str]]:
    """The public projects that public contributions are at the origin of, read at once."""
    public = [one.id for one in contributions if one.is_public]
    if not public:
        return []
    rows = db.session.execute(_public_origins().where(Origin.contribution_id.in_(public)))
    return [(origin, project, slug) for origin, project, slug in rows]


@timeline.filler
def which_projects_it_gave(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Stop]]:
    """Tell which projects each contribution is at the origin of, what was kept and what was not."""
    rows = _read_for(contributions)
    states = states_of(sorted({project.id for _origin, project, _slug in rows})) if rows else {}
    stops: dict[int, list[Stop]] = defaultdict(list)
    for origin, project, slug in rows:
        stops[origin.contribution_id] += _stops(origin, project, states[project.id], slug)
    return stops


def _stops(
    origin: Origin, project: CandidateProject, states: Sequence[ProjectState], slug: str
) -> list[Stop]:
    since = max(origin.added_at, project.candidate_at or origin.added_at)
    told = [
        Stop(
            since,
            _("It is at the origin of a candidate project"),
            _kept(origin),
            url=_url(project, slug),
            link=text(project.title),
            note=origin.note,
        )
    ]
    if project.state is State.SET_ASIDE:
        last = states[-1]
        told.append(
            Stop(
                last.at,
                _("The project was set aside"),
                last.reason,
                url=_url(project, slug),
                link=text(project.title),
                state=StopState.REFUSED,
            )
        )
    return told


def _kept(origin: Origin) -> Words:
    if not origin.part:
        return _("It is among the voices that the project comes from.")
    return _("Kept of it: «%(part)s».", part=origin.part)


@standing.filler
def how_far_in_projects(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Standing]]:
    """Tell of each contribution the last candidate project that it is at the origin of."""
    return {
        origin.contribution_id: [
            Standing(
                AT_THE_ORIGIN,
                _("At the origin of the project “%(title)s”.", title=text(project.title)),
                url=_url(project, slug),
            )
        ]
        for origin, project, slug in _read_for(contributions)
        if project.state is State.CANDIDATE
    }


@node_projects.filler
def drafted_from(nodes: Sequence[Node]) -> Mapping[int, Sequence[NodeProject]]:
    """Tell which public projects were drafted from each node, the newest first."""
    rows = db.session.execute(
        select(Origin.node_id, CandidateProject, Process.slug)
        .join(Origin.project)
        .join(Process, Process.id == CandidateProject.process_id)
        .options(joinedload(CandidateProject.main_platform))
        .where(
            Origin.node_id.in_([node.id for node in nodes]),
            Origin.removed_at.is_(None),
            CandidateProject.state != State.DRAFT,
        )
        .order_by(CandidateProject.id.desc())
    )
    found: dict[int, dict[int, NodeProject]] = defaultdict(dict)
    for node_id, project, slug in rows:
        if node_id is None:
            continue
        found[node_id][project.id] = NodeProject(
            title=text(project.title),
            url=_url(project, slug),
            platform=project.main_platform,
            state=STATES[project.state],
            at=project.candidate_at,
        )
    return {node_id: list(projects.values()) for node_id, projects in found.items()}


@node_actions.filler
def draft_from_a_node(nodes: Sequence[Node]) -> Mapping[int, Sequence[tuple[Words, str]]]:
    """Lead who may draft projects from a node to a sheet filled with what it says."""
    return {
        node.id: [
            (
                _("Draft a project from it"),
                url_for("drafting.new", slug=node.process.slug, node=node.id),
            )
        ]
        for node in nodes
        if can_draft(current_person(), node.process)
    }


@process_desks.filler
def the_planners_desk(processes: Sequence[Process]) -> Mapping[int, Sequence[Desk]]:
    """Lead curators and planners to the projects' desk."""
    return {
        process.id: [
            Desk(
                title=_("Projects"),
                url=url_for("drafting.index", slug=process.slug),
                roles=frozenset({Role.CURATOR, Role.PLANNER}),
            )
        ]
        for process in processes
    }


@process_figures.filler
def how_many_projects(processes: Sequence[Process]) -> Mapping[int, Sequence[Figure]]:
    """Count the candidate projects of a consultation."""
    rows = db.session.execute(
        select(CandidateProject.process_id, func.count())
        .where(
            CandidateProject.process_id.in_([process.id for process in processes]),
            CandidateProject.state == State.CANDIDATE,
        )
        .group_by(CandidateProject.process_id)
    )
    slugs = {process.id: process.slug for process in processes}
    return {
        process_id: [
            Figure(
                number,
                ngettext("candidate project", "candidate projects", number),
                url_for("projects.index", slug=slugs[process_id]),
            )
        ]
        for process_id, number in rows
    }
