"""The filters of the list of ideas, as its address spells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from consult.contributions import SEARCH_KIND, Filter
from consult.kernel.errors import BadRequestError
from consult.kernel.i18n import _
from consult.kernel.text import clean_line
from consult.search import matching
from consult.taxonomy import Theme, territory_of, themes_of
from consult.territory import (
    Municipality,
    Zone,
    municipalities_on,
    today,
    zones_by_municipality,
    zones_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.datastructures import MultiDict

    from consult.processes import Process

LONGEST_WORDS = 200
MOST_HITS = 2_000

Sign = TypeVar("Sign", Zone, Theme, Municipality)


@dataclass(frozen=True, slots=True)
class IdeaFilters:
    """What the list is narrowed to, and what it can be narrowed to."""

    zones: Sequence[Zone]
    themes: Sequence[Theme]
    zone_of: dict[int, Zone]
    chosen_zones: tuple[Zone, ...]
    chosen_themes: tuple[Theme, ...]
    municipality: Municipality | None
    words: str

    @property
    def any_chosen(self) -> bool:
        """Whether the list is narrowed at all."""
        return bool(self.chosen_zones or self.chosen_themes or self.municipality or self.words)

    def query(self) -> dict[str, list[str] | str]:
        """Return the filters as they stand in an address."""
        spelled: dict[str, list[str] | str] = {
            "zone": [zone.code for zone in self.chosen_zones],
            "theme": [theme.code for theme in self.chosen_themes],
        }
        if self.municipality:
            spelled["municipality"] = self.municipality.slug
        if self.words:
            spelled["q"] = self.words
        return {key: value for key, value in spelled.items() if value}

    def without(self, key: str, value: str) -> dict[str, list[str] | str]:
        """Return the address's filters with one taken away."""
        spelled = self.query()
        held = spelled.get(key)
        if isinstance(held, list):
            spelled[key] = [one for one in held if one != value]
        else:
            spelled.pop(key, None)
        return spelled

    def filter(self) -> Filter:
        """Return the same filters as the spine understands them."""
        places: frozenset[int] | None = None
        if self.chosen_zones:
            ids = {zone.id for zone in self.chosen_zones}
            places = frozenset(place for place, zone in self.zone_of.items() if zone.id in ids)
        if self.municipality:
            own = frozenset({self.municipality.id})
            places = own if places is None else places & own
        themes = frozenset(theme.id for theme in self.chosen_themes) or None
        among = None
        if self.words:
            hits = matching(SEARCH_KIND, self.words, MOST_HITS).subquery()
            among = select(hits.c.thing_id)
        return Filter(municipality_ids=places, theme_ids=themes, among=among)


def read_filters(process: Process, asked: MultiDict[str, str]) -> IdeaFilters:
    """Read the list's filters from its address.

    Raises `BadRequestError` for a zone, theme or municipality that the plan does not have.
    """
    territory, cycle = territory_of(process.cycle), process.cycle
    zones, themes = zones_of(territory), themes_of(cycle)
    zone_by_code = {zone.code: zone for zone in zones}
    theme_by_code = {theme.code: theme for theme in themes}
    return IdeaFilters(
        zones=zones,
        themes=themes,
        zone_of=zones_by_municipality(territory, today()),
        chosen_zones=tuple(_known(zone_by_code, code) for code in asked.getlist("zone")),
        chosen_themes=tuple(_known(theme_by_code, code) for code in asked.getlist("theme")),
        municipality=_municipality(process, asked.get("municipality")),
        words=clean_line(asked.get("q", ""))[:LONGEST_WORDS],
    )


def _known(by_code: dict[str, Sign], code: str) -> Sign:
    if code not in by_code:
        raise BadRequestError(_("The plan knows no “%(code)s”.", code=code[:40]))
    return by_code[code]


def _municipality(process: Process, slug: str | None) -> Municipality | None:
    if not slug:
        return None
    standing = {
        place.slug: place for place in municipalities_on(territory_of(process.cycle), today())
    }
    return _known(standing, slug)
