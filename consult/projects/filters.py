"""The filters of the list of projects, as its address spells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from consult.kernel.errors import BadRequestError
from consult.kernel.i18n import _
from consult.kernel.paging import Page, paginate
from consult.kernel.text import clean_line
from consult.projects.kinds import State
from consult.projects.models import (
    CandidateProject,
    ProjectMunicipality,
    ProjectPlatform,
    ProjectTheme,
    ProjectZone,
)
from consult.projects.reactions import search_kind
from consult.search import holding
from consult.taxonomy import Platform, Theme, platforms_of, territory_of, themes_of
from consult.territory import Zone, places_of, today, zones_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from werkzeug.datastructures import MultiDict

    from consult.processes import Process

LONGEST_WORDS = 200
MOST_HITS = 2_000
PUBLIC = tuple(state for state in State if state is not State.DRAFT)

Sign = TypeVar("Sign", Zone, Theme, Platform, State)


@dataclass(frozen=True, slots=True)
class ProjectFilters:
    """What the list is narrowed to, and what it can be narrowed to."""

    platforms: Sequence[Platform]
    zones: Sequence[Zone]
    themes: Sequence[Theme]
    chosen_platforms: tuple[Platform, ...]
    chosen_zones: tuple[Zone, ...]
    chosen_themes: tuple[Theme, ...]
    chosen_states: tuple[State, ...]
    words: str

    def query(self) -> dict[str, list[str] | str]:
        """Return the filters as they stand in an address."""
        spelled: dict[str, list[str] | str] = {
            "platform": [one.code for one in self.chosen_platforms],
            "zone": [one.code for one in self.chosen_zones],
            "theme": [one.code for one in self.chosen_themes],
            "state": [one.value for one in self.chosen_states],
            "q": self.words,
        }
        return {key: value for key, value in spelled.items() if value}

    def without(self, key: str, value: str) -> dict[str, list[str] | str]:
        """Return the address's filters with one taken away."""
        spelled = self.query()
        held = spelled.pop(key, None)
        if isinstance(held, list) and (left := [one for one in held if one != value]):
            spelled[key] = left
        return spelled


def read_filters(process: Process, asked: MultiDict[str, str]) -> ProjectFilters:
    """Read the list's filters from its address.

    Raises `BadRequestError` for a platform, zone, theme or state that there is not.
    """
    cycle = process.cycle
    platforms, themes = platforms_of(cycle), themes_of(cycle)
    zones = zones_of(territory_of(cycle))
    return ProjectFilters(
        platforms,
        zones,
        themes,
        _known({one.code: one for one in platforms}, asked.getlist("platform")),
        _known({one.code: one for one in zones}, asked.getlist("zone")),
        _known({one.code: one for one in themes}, asked.getlist("theme")),
        _known({one.value: one for one in PUBLIC}, asked.getlist("state")),
        clean_line(asked.get("q", ""))[:LONGEST_WORDS],
    )


def _known(by_code: dict[str, Sign], codes: Sequence[str]) -> tuple[Sign, ...]:
    for code in codes:
        if code not in by_code:
            raise BadRequestError(_("The plan knows no “%(code)s”.", code=code[:40]))
    return tuple(by_code[code] for code in dict.fromkeys(codes))


def listed(
    process: Process, filters: ProjectFilters, *, after: str | None = None
) -> Page[CandidateProject]:
    """One page of the public projects that match, the latest candidate first."""
    query = select(CandidateProject).where(
        CandidateProject.process_id == process.id,
        CandidateProject.state.in_(filters.chosen_states or PUBLIC),
        *_narrowed(process, filters),
    )
    return paginate(
        query.options(joinedload(CandidateProject.main_platform)),
        (CandidateProject.candidate_at, CandidateProject.id),
        lambda row: (row.candidate_at, row.id),
        after=after,
    )


def _narrowed(process: Process, filters: ProjectFilters) -> list[ColumnElement[bool]]:
    narrowed: list[ColumnElement[bool]] = []
    own = CandidateProject.id
    if filters.chosen_platforms:
        ids = [one.id for one in filters.chosen_platforms]
        others = select(ProjectPlatform.project_id).where(ProjectPlatform.platform_id.in_(ids))
        narrowed.append(or_(CandidateProject.main_platform_id.in_(ids), own.in_(others)))
    if filters.chosen_zones:
        zones = [one.id for one in filters.chosen_zones]
        places = frozenset().union(*places_of(filters.chosen_zones, today()).values())
        whole = select(ProjectZone.project_id).where(ProjectZone.zone_id.in_(zones))
        part = select(ProjectMunicipality.project_id).where(
            ProjectMunicipality.municipality_id.in_(sorted(places))
        )
        narrowed.append(or_(own.in_(whole), own.in_(part)))
    if filters.chosen_themes:
        ids = [one.id for one in filters.chosen_themes]
        about = select(ProjectTheme.project_id).where(ProjectTheme.theme_id.in_(ids))
        narrowed.append(own.in_(about))
    if filters.words:
        found = [holding(search_kind(code), filters.words, MOST_HITS) for code in process.languages]
        narrowed.append(or_(*(own.in_(hits) for hits in found)))
    return narrowed
