"""What projects show on the page of their platform: numbers, rows, and the voices behind them."""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING

from flask import url_for
from markupsafe import Markup
from sqlalchemy import BigInteger, case, cast, func, select
from sqlalchemy.orm import joinedload

from consult.contributions import Contribution, Voice, standings_of
from consult.contributions import State as ContributionState
from consult.kernel.db import db
from consult.kernel.i18n import ngettext
from consult.kernel.pages import html_of
from consult.processes import Process
from consult.processes import State as ProcessState
from consult.projects.kinds import State
from consult.projects.models import CandidateProject, Origin
from consult.projects.queries import voices_behind, zones_behind
from consult.projects.words import FEWEST_PEOPLE, STATES, behind_words, zones_words
from consult.taxonomy import (
    Platform,
    home_cycle,
    platform_figures,
    platform_places,
    platform_projects,
    platform_voices,
    territory_of,
)
from consult.territory import Figure, today, zones_by_municipality, zones_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement

MATURE_FIRST = (State.ACCEPTED, State.CANDIDATE, State.JOINED, State.SET_ASIDE)
MOST_VOICES = 3
LAST_PLACE = 2**31 - 1
"""The last place in the drawn order of contributions."""
MOST_PROJECTS = 50
RANKS = {state: place for place, state in enumerate(MATURE_FIRST)}


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
            .where(
                *_shown(platforms), CandidateProject.state.in_((State.CANDIDATE, State.ACCEPTED))
            )
            .group_by(CandidateProject.main_platform_id)
        ).all()
    )
    voices = db.session.execute(
        select(
            CandidateProject.main_platform_id,
            func.count(Contribution.id.distinct()),
            func.count(Voice.counted_id.distinct()),
        )
        .join(Origin, Origin.project_id == CandidateProject.id)
        .join(Origin.contribution)
        .join(Contribution.voice)
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
    """The numbers of a platform; few people are not counted."""
    told = [
        Figure(projects, ngettext("candidate project", "candidate projects", projects)),
        Figure(voices, ngettext("voice behind them", "voices behind them", voices)),
    ]
    if people >= FEWEST_PEOPLE:
        told.append(Figure(people, ngettext("person", "people", people)))
    return told


@platform_places.filler
def places_of_voices(platforms: Sequence[Platform]) -> Mapping[int, Sequence[Mapping[int, int]]]:
    """Count the voices behind each platform's projects by the municipality they came from."""
    rows = db.session.execute(
        select(
            CandidateProject.main_platform_id,
            Contribution.municipality_id,
            func.count(Contribution.id.distinct()),
        )
        .join(Origin, Origin.project_id == CandidateProject.id)
        .join(Origin.contribution)
        .join(Process, Process.id == CandidateProject.process_id)
        .where(*_shown(platforms), *_behind(), Contribution.municipality_id.is_not(None))
        .group_by(CandidateProject.main_platform_id, Contribution.municipality_id)
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for platform_id, place, voices in rows:
        if place is not None:
            found[platform_id][place] = voices
    return {platform_id: [places] for platform_id, places in found.items()}


@platform_projects.filler
def rows_of(platforms: Sequence[Platform]) -> Mapping[int, Sequence[Markup]]:
    """Show the projects of each platform, the most mature first, then the newest."""
    rows = db.session.execute(
        select(CandidateProject, Process.slug)
        .join(Process, Process.id == CandidateProject.process_id)
        .where(*_shown(platforms))
        .order_by(case(RANKS, value=CandidateProject.state), CandidateProject.id.desc())
        .limit(MOST_PROJECTS * len(platforms))
    ).all()
    ids = [project.id for project, _slug in rows]
    behind, territory = voices_behind(ids), territory_of(home_cycle())
    heard, zones = zones_behind(territory, ids), len(zones_of(territory))
    found: dict[int, list[Markup]] = defaultdict(list)
    for project, slug in rows:
        row = html_of(
            "projects/_row_alone.html",
            project=project,
            url=url_for("projects.show", slug=slug, code=project.code),
            behind=behind_words(behind[project.id]),
            heard=zones_words(heard[project.id], zones),
            states=STATES,
        )
        found[project.main_platform_id].append(row)
    return found


@platform_voices.filler
def voices_of(platforms: Sequence[Platform]) -> Mapping[int, Sequence[Markup]]:
    """Show some voices at the origin of each platform's projects, drawn anew each day.

    Each contribution holds a place in a drawn order; the day says where in it to begin.
    """
    turned = (cast(Contribution.lot, BigInteger) + _turn_of(today())).bitwise_and(LAST_PLACE)
    drawn = (
        select(
            CandidateProject.main_platform_id.label("platform_id"),
            Contribution.id.label("said_id"),
            func.min(Process.slug).label("slug"),
            func.row_number()
            .over(
                partition_by=CandidateProject.main_platform_id, order_by=(turned, Contribution.id)
            )
            .label("place"),
        )
        .join(Origin, Origin.project_id == CandidateProject.id)
        .join(Origin.contribution)
        .join(Process, Process.id == CandidateProject.process_id)
        .where(*_shown(platforms), *_behind())
        .group_by(CandidateProject.main_platform_id, Contribution.id)
        .subquery()
    )
    rows = db.session.execute(
        select(drawn.c.platform_id, Contribution, drawn.c.slug)
        .join(drawn, drawn.c.said_id == Contribution.id)
        .options(joinedload(Contribution.municipality), joinedload(Contribution.theme))
        .where(drawn.c.place <= MOST_VOICES)
        .order_by(drawn.c.place)
    ).all()
    standings = standings_of([said for _platform, said, _slug in rows])
    zone_of = zones_by_municipality(territory_of(home_cycle()), today())
    found: dict[int, list[Markup]] = defaultdict(list)
    for platform_id, said, slug in rows:
        row = html_of(
            "projects/_voice_alone.html",
            said=said,
            zone=zone_of.get(said.municipality_id),
            standing=standings[said.id],
            url=url_for("ideas.show", slug=slug, code=said.code),
        )
        found[platform_id].append(row)
    return found


def _turn_of(day: date) -> int:
    """How far the drawn order is turned on a day."""
    drawn = sha256(day.isoformat().encode()).digest()
    return int.from_bytes(drawn[:4], "big") & LAST_PLACE
