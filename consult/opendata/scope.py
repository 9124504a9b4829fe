"""What a file is about: one consultation, what was chosen of it, and the words for its codes.

All of it is read at the request; while the file is written, only rows are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from consult.contributions import Contribution, narrowed
from consult.ideas import reaches
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.i18n import LANGUAGES, Words, speaking, text
from consult.processes import Process
from consult.taxonomy import channels_of, platforms_of, strategies_of, territory_of, themes_of
from consult.territory import Municipality, Zone, today, zones_by_municipality

if TYPE_CHECKING:
    from consult.contributions import Filter

Code = tuple[str, ...]
"""A code and what it is called, in each language of the site."""
NOTHING = ("",) * (1 + len(LANGUAGES))


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality, whether it stands today, and the zone that it is in."""

    id: int
    code: str
    name: str
    zone_id: int
    zone: str
    zone_name: str
    latitude: float | None
    longitude: float | None
    stands: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """How far contributions come, and the select of the ids of those that came so far."""

    words: Code
    ids: Select[Any] | None


@dataclass(frozen=True, slots=True)
class Scope:
    """One file's consultation, as plain values that need no session."""

    process_id: int
    slug: str
    site: str
    zone: ZoneInfo
    public: Select[Any]
    narrows: bool
    chosen: Filter
    shows_supports: bool
    places: Mapping[int, Place]
    themes: Mapping[int, Code]
    channels: Mapping[str, Code]
    platforms: Mapping[int, Code]
    strategies: Mapping[int, Code]
    keywords: Mapping[int, Mapping[str, Sequence[str]]]
    reached: Sequence[Reached]
    territory_id: int
    credit: Mapping[str, str]

    def url(self, path: str) -> str:
        """Return the whole address of a page of the consultation."""
        return f"{self.site}/processes/{self.slug}/{path}"

    def moment(self, at: datetime | None) -> str:
        """Write a moment as ISO 8601 on the consultation's clock, its zone with it."""
        return at.astimezone(self.zone).isoformat(timespec="seconds") if at else ""

    def place(self, place_id: int | None) -> tuple[str, str, str, str]:
        """Return the codes and names of a place and its zone."""
        one = self.places.get(place_id or 0)
        return (one.code, one.name, one.zone, one.zone_name) if one else ("", "", "", "")


def scope_of(process: Process, chosen: Filter) -> Scope:
    """Read what a file needs to know before its first row."""
    cycle = process.cycle
    territory = territory_of(cycle)
    strategies = strategies_of(cycle)
    return Scope(
        process_id=process.id,
        slug=process.slug,
        site=current_config().base_url,
        zone=process.time_zone,
        public=narrowed(select(Contribution.id), process, chosen),
        narrows=chosen.narrows,
        chosen=chosen,
        shows_supports=process.shows_supports(now()),
        places=_places(process),
        themes={one.id: titled(one.code, one.title) for one in themes_of(cycle)},
        channels={one.code: titled(one.code, one.title) for one in channels_of(cycle)},
        platforms={one.id: titled(one.code, one.title) for one in platforms_of(cycle)},
        strategies={one.id: titled(one.code, one.title) for one in strategies},
        keywords={one.id: dict(one.keywords) for one in strategies},
        reached=[
            Reached(worded(one.key, one.words), one.ids(process) if one.ids else None)
            for one in reaches()
        ],
        territory_id=territory.id,
        credit=dict(territory.credit),
    )


def _places(process: Process) -> dict[int, Place]:
    territory, day = territory_of(process.cycle), today()
    zones = zones_by_municipality(territory, day)
    # What was said from a municipality that is no more keeps its place.
    every = db.session.scalars(
        select(Municipality)
        .where(Municipality.territory_id == territory.id)
        .order_by(Municipality.istat_code)
    )
    return {one.id: _place(one, zones.get(one.id), day) for one in every}


def _place(one: Municipality, zone: Zone | None, day: date) -> Place:
    return Place(
        one.id,
        one.istat_code,
        one.name,
        zone.id if zone else 0,
        zone.code if zone else "",
        zone.name if zone else "",
        one.latitude,
        one.longitude,
        one.stands_on(day),
    )


def in_each(say: Callable[[], Words]) -> tuple[str, ...]:
    """Say something in each language of the site."""
    said = []
    for language in LANGUAGES:
        with speaking(language):
            said.append(str(say()))
    return tuple(said)


def titled(code: str, title: Mapping[str, str] | None) -> Code:
    """Return a code with its title in each language."""
    return (code, *in_each(lambda: text(title)))


def worded(code: str, words: Words) -> Code:
    """Return a code with what it is called in each language."""
    return (code, *in_each(lambda: words))
