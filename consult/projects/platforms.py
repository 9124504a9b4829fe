"""What projects show on the page of their platform: numbers, rows, and the voices behind them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask import render_template, url_for
from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from consult.contributions import Contribution
from consult.contributions import State as ContributionState
from consult.kernel.db import db
from consult.kernel.i18n import ngettext
from consult.processes import Process
from consult.processes import State as ProcessState
from consult.projects.kinds import State
from consult.projects.models import CandidateProject, Origin
from consult.projects.queries import voices_behind
from consult.projects.words import STATES
from consult.taxonomy import Platform, platform_figures, platform_projects, platform_voices
from consult.territory import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement

MOST_VOICES = 3


def _shown(platforms: Sequence[Platform]) -> tuple[ColumnElement[bool], ...]:
    """The public projects with these main platforms, of consultations that everyone can see."""
    return (
        CandidateProject.main_platform_id.in_([platform.id for platform in platforms]),
        CandidateProject.state != State.DRAFT,
        Process.state != ProcessState.DRAFT,
    )


def _behind() -> tuple[ColumnElement[bool], ...]:
    return Origin.removed_at.is_(None), Contribution.state == ContributionState.PUBLISHED


@platform_figures.filler
def numbers_of(platforms: Sequence[Platform]) -> Mapping[int, Sequence[Figure]]:
    """Count the candidate projects of each platform, the voices behind them and their people."""
    projects = dict(
        db.session.execute(
            select(CandidateProject.main_platform_id, func.count())
            .join(Process, Process.id == CandidateProject.process_id)
            .where(*_shown(platforms), CandidateProject.state == State.CANDIDATE)
            .group_by(CandidateProject.main_platform_id)
        ).all()
    )
    voices = db.session.execute(
        select(
            CandidateProject.main_platform_id,
            func.count(Contribution.id.distinct()),
            func.count(Contribution.voice_id.distinct()),
        )
        .join(Origin, Origin.project_id == CandidateProject.id)
        .join(Origin.contribution)
        .join(Process, Process.id == CandidateProject.process_id)
        .where(*_shown(platforms), *_behind())
        .group_by(CandidateProject.main_platform_id)
    )
    counted = {platform_id: (said, people) for platform_id, said, people in voices}
    return {
        platform.id: _figures(projects.get(platform.id, 0), *counted.get(platform.id, (0, 0)))
        for platform in platforms
    }


def _figures(projects: int, voices: int, people: int) -> list[Figure]:
    return [
        Figure(projects, ngettext("candidate project", "candidate projects", projects)),
        Figure(voices, ngettext("voice behind them", "voices behind them", voices)),
        Figure(people, ngettext("person", "people", people)),
    ]


@platform_projects.filler
def rows_of(platforms: Sequence[Platform]) -> Mapping[int, Sequence[Markup]]:
    """Show the projects of each platform, those under way first, then the newest."""
    rows = db.session.execute(
        select(CandidateProject, Process.slug)
        .join(Process, Process.id == CandidateProject.process_id)
        .where(*_shown(platforms))
        .order_by(CandidateProject.state, CandidateProject.id.desc())
    ).all()
    behind = voices_behind([project.id for project, _slug in rows])
    found: dict[int, list[Markup]] = defaultdict(list)
    for project, slug in rows:
        row = render_template(
            "projects/_row_alone.html",
            project=project,
            url=url_for("projects.show", slug=slug, code=project.code),
            behind=behind[project.id],
            states=STATES,
        )
        found[project.main_platform_id].append(Markup(row))  # noqa: S704 - our own template
    return found


@platform_voices.filler
def voices_of(platforms: Sequence[Platform]) -> Mapping[int, Sequence[Markup]]:
    """Show the latest voices at the origin of each platform's projects."""
    rows = db.session.execute(
        select(CandidateProject.main_platform_id, Contribution, Process.slug)
        .join(Origin, Origin.project_id == CandidateProject.id)
        .join(Origin.contribution)
        .join(Process, Process.id == CandidateProject.process_id)
        .options(joinedload(Contribution.municipality), joinedload(Contribution.theme))
        .where(*_shown(platforms), *_behind())
        .order_by(Origin.id.desc())
        .limit(MOST_VOICES * len(platforms))
    )
    found: dict[int, dict[int, Markup]] = defaultdict(dict)
    for platform_id, said, slug in rows:
        row = render_template(
            "projects/_voice_alone.html",
            said=said,
            url=url_for("ideas.show", slug=slug, code=said.code),
        )
        found[platform_id][said.id] = Markup(row)  # noqa: S704 - our own template
    return {one: list(shown.values())[:MOST_VOICES] for one, shown in found.items()}
