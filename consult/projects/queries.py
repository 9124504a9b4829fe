"""Reading projects: their lists, one sheet, and the voices at their origin."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from consult.accounts import Person
from consult.contributions import Contribution, Voice, VoiceKind
from consult.contributions import State as ContributionState
from consult.ideamap import Node
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.processes import Process
from consult.projects.drafts import TIES
from consult.projects.kinds import State
from consult.projects.models import (
    CandidateProject,
    Origin,
    ProjectMunicipality,
    ProjectPlatform,
    ProjectState,
    ProjectTheme,
    ProjectZone,
)
from consult.projects.policy import can_read
from consult.taxonomy import Platform, Theme
from consult.territory import Municipality, Territory, Zone, today, zones_by_municipality

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_CHOSEN = 100
"""Of the voices that a draft begins from, when they are chosen one by one."""


def get_project(process: Process, code: str, person: Person | None) -> CandidateProject:
    """One project that a person may read.

    Raises `NotFoundError` alike when there is none and when it is still a draft.
    """
    project = db.session.scalar(
        select(CandidateProject)
        .options(joinedload(CandidateProject.main_platform))
        .where(CandidateProject.process_id == process.id, CandidateProject.code == code.upper())
    )
    if project is None or not can_read(person, process, project):
        raise NotFoundError(_("There is no such project."))
    return project


def projects_in(process: Process, *, drafts: bool = False) -> Sequence[CandidateProject]:
    """The projects of a consultation by platform, then from the newest; drafts for the staff."""
    query = (
        select(CandidateProject)
        .join(CandidateProject.main_platform)
        .options(contains_eager(CandidateProject.main_platform))
        .where(CandidateProject.process_id == process.id)
        .order_by(Platform.position, CandidateProject.id.desc())
    )
    if not drafts:
        query = query.where(CandidateProject.state != State.DRAFT)
    return db.session.scalars(query).all()


def other_platforms(project_ids: Sequence[int]) -> dict[int, list[Platform]]:
    """The platforms that each project touches beside its main one (never missing)."""
    rows = db.session.execute(
        select(ProjectPlatform.project_id, Platform)
        .join(ProjectPlatform.platform)
        .where(ProjectPlatform.project_id.in_(project_ids))
        .order_by(Platform.position)
    )
    found: dict[int, list[Platform]] = {one: [] for one in project_ids}
    for project_id, platform in rows:
        found[project_id].append(platform)
    return found


def tied_ids(project: CandidateProject) -> dict[str, frozenset[int]]:
    """The ids of what a project is tied to, by the names of `TIES`."""
    found = {}
    for name, (kind, column) in TIES.items():
        columns = kind.__table__.c
        query = select(columns[column]).where(columns.project_id == project.id)
        found[name] = frozenset(db.session.scalars(query))
    return found


def lands_of(project: CandidateProject) -> tuple[Sequence[Zone], Sequence[Municipality]]:
    """The zones and the municipalities that a project is for."""
    zones = db.session.scalars(
        select(Zone)
        .join(ProjectZone, ProjectZone.zone_id == Zone.id)
        .where(ProjectZone.project_id == project.id)
        .order_by(Zone.position)
    ).all()
    places = db.session.scalars(
        select(Municipality)
        .join(ProjectMunicipality, ProjectMunicipality.municipality_id == Municipality.id)
        .where(ProjectMunicipality.project_id == project.id)
        .order_by(Municipality.name)
    ).all()
    return zones, places


def themes_about(project: CandidateProject) -> Sequence[Theme]:
    """The themes that a project is about, in the plan's order."""
    return db.session.scalars(
        select(Theme)
        .join(ProjectTheme, ProjectTheme.theme_id == Theme.id)
        .where(ProjectTheme.project_id == project.id)
        .order_by(Theme.position)
    ).all()


def _origins() -> Select[Origin]:
    return select(Origin).join(Origin.contribution).where(Origin.removed_at.is_(None))


def _with_voices(query: Select[Origin]) -> Select[Origin]:
    said = contains_eager(Origin.contribution)
    return query.options(
        said.joinedload(Contribution.voice).joinedload(Voice.person),
        said.joinedload(Contribution.municipality),
        said.joinedload(Contribution.theme),
        joinedload(Origin.node),
    )


def origins_of(project: CandidateProject, *, hidden: bool = False) -> Sequence[Origin]:
    """The voices at the origin of a project, in the order in which they were linked.

    Those that moderation hid meanwhile are for the staff only.
    """
    query = _with_voices(_origins()).where(Origin.project_id == project.id).order_by(Origin.id)
    if not hidden:
        query = query.where(Contribution.state == ContributionState.PUBLISHED)
    return db.session.scalars(query).all()


def public_origins_in(project_ids: Sequence[int]) -> Sequence[Origin]:
    """The public voices at the origin of some projects, in the order in which they were linked."""
    query = _with_voices(_origins()).where(
        Origin.project_id.in_(project_ids), Contribution.state == ContributionState.PUBLISHED
    )
    return db.session.scalars(query.order_by(Origin.id)).all()


def voices_called(process: Process, codes: Sequence[str]) -> Sequence[Contribution]:
    """The public contributions of a consultation with these codes, in the order given."""
    asked = list(dict.fromkeys(code.upper() for code in codes if code.isascii()))[:MOST_CHOSEN]
    found = {
        one.code: one
        for one in db.session.scalars(
            select(Contribution).where(
                Contribution.process_id == process.id,
                Contribution.state == ContributionState.PUBLISHED,
                Contribution.code.in_(asked),
            )
        )
    }
    return [found[code] for code in asked if code in found]


def get_origin(project: CandidateProject, origin_id: int) -> Origin:
    """One origin of a project. Raises `NotFoundError`."""
    origin = db.session.scalar(
        _with_voices(_origins()).where(Origin.project_id == project.id, Origin.id == origin_id)
    )
    if origin is None:
        raise NotFoundError(_("There is no such origin."))
    return origin


def get_project_of(origin: Origin) -> tuple[CandidateProject, int]:
    """The project of an origin, and the id of the voice that is at it."""
    row = db.session.execute(
        select(CandidateProject, Contribution.voice_id)
        .join(Origin, Origin.project_id == CandidateProject.id)
        .join(Origin.contribution)
        .where(Origin.id == origin.id)
    ).one()
    return row[0], row[1]


def voices_behind(project_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many public voices each project comes from, and of how many people (never missing)."""
    known = Voice.kind != VoiceKind.IMPORTED  # nobody knows how many people those were
    rows = db.session.execute(
        select(
            Origin.project_id, func.count(), func.count(Voice.counted_id.distinct()).filter(known)
        )
        .join(Origin.contribution)
        .join(Contribution.voice)
        .where(
            Origin.project_id.in_(project_ids),
            Origin.removed_at.is_(None),
            Contribution.state == ContributionState.PUBLISHED,
        )
        .group_by(Origin.project_id)
    )
    found = dict.fromkeys(project_ids, (0, 0))
    return found | {project_id: (voices, people) for project_id, voices, people in rows}


def places_behind(project_ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """How many public voices each project has from each municipality (never missing)."""
    rows = db.session.execute(
        select(Origin.project_id, Contribution.municipality_id, func.count())
        .join(Origin.contribution)
        .where(
            Origin.project_id.in_(project_ids),
            Origin.removed_at.is_(None),
            Contribution.state == ContributionState.PUBLISHED,
            Contribution.municipality_id.is_not(None),
        )
        .group_by(Origin.project_id, Contribution.municipality_id)
    )
    found: dict[int, dict[int, int]] = {one: {} for one in project_ids}
    for project_id, place, voices in rows:
        if place is not None:
            found[project_id][place] = voices
    return found


def zones_behind(territory: Territory, project_ids: Sequence[int]) -> dict[int, int]:
    """From how many zones each project's public voices came (never missing)."""
    zone_of = zones_by_municipality(territory, today())
    return {
        project_id: len({zone_of[place].id for place in places if place in zone_of})
        for project_id, places in places_behind(project_ids).items()
    }


def count_public_origins(project: CandidateProject) -> int:
    """How many public voices a project comes from."""
    return voices_behind([project.id])[project.id][0]


def nodes_behind(project: CandidateProject) -> Sequence[Node]:
    """The nodes that a project was drafted from, oldest first."""
    behind = _origins().with_only_columns(Origin.node_id).where(Origin.project_id == project.id)
    return db.session.scalars(select(Node).where(Node.id.in_(behind)).order_by(Node.id)).all()


def states_of(project_ids: Sequence[int]) -> dict[int, list[ProjectState]]:
    """The acts in the life of each project, oldest first."""
    rows = db.session.scalars(
        select(ProjectState)
        .where(ProjectState.project_id.in_(project_ids))
        .order_by(ProjectState.id)
    )
    found: dict[int, list[ProjectState]] = defaultdict(list)
    for state in rows:
        found[state.project_id].append(state)
    return found
