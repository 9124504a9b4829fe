"""The pages' own parts, which cost most, kept while nothing in them changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import get_template_attribute

from consult.kernel.fragments import cached
from consult.kernel.i18n import current_language
from consult.territory.links import municipality_links
from consult.territory.maps import map_of
from consult.territory.queries import (
    last_day_of,
    moves_of,
    municipalities_on,
    predecessors_of,
    stays_of,
    successor_of,
    zone_of,
    zones_by_municipality,
)
from consult.territory.series import Shown, series_of, titles_of
from consult.territory.slots import voices_by_place, zone_figures, zone_vocation
from consult.territory.sums import ZoneSum, sums_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
    from datetime import date

    from markupsafe import Markup

    from consult.territory.choropleth import Choropleth
    from consult.territory.days import Stretch
    from consult.territory.models import Municipality, Territory, Zone
    from consult.territory.series import Titles


@dataclass(frozen=True, slots=True)
class History:
    """What a municipality was part of, what it became and what became it."""

    stays: Sequence[tuple[Zone, date | None, date | None]]
    successor: Municipality | None
    predecessors: Sequence[Municipality]


def voices_in(territory: Territory) -> dict[int, int]:
    """How many voices came from each municipality, by its id."""
    counts: dict[int, int] = {}
    for part in voices_by_place.fill([territory])[territory.id]:
        for place, count in part.items():
            counts[place] = counts.get(place, 0) + count
    return counts


def zones_part(
    territory: Territory,
    zones: Sequence[Zone],
    stretch: Stretch,
    shown: Shown,
    voices: Mapping[int, int],
) -> Markup:
    """The map of all zones on a day, and each zone with its municipalities."""
    figures, vocations = zone_figures.fill(zones), zone_vocation.fill(zones)

    def make() -> Markup:
        day = stretch.a_day
        standing = municipalities_on(territory, day)
        sums = sums_of(territory, day)
        drawn = map_of(
            territory, day, series_of(shown, standing, voices), link=municipality_links()
        )
        titles = titles_of(shown, territory.population_year)
        return _part("zones")(territory, stretch, drawn, titles, sums, figures, vocations)

    key = ("zones", stretch, shown, _frozen(voices), repr(figures), repr(vocations))
    return _kept(territory, key, make)


def zone_part(territory: Territory, zone: Zone, day: date, voices: Mapping[int, int]) -> Markup:
    """One zone: its numbers, its map from near, what changed in it."""
    figures = zone_figures.fill([zone])[zone.id]

    def make() -> Markup:
        members = _members(territory, zone, day)
        drawn, titles = _near(territory, day, members, voices)
        total = ZoneSum.of(zone, members)
        return _part("zone")(territory, total, drawn, titles, figures, moves_of(zone))

    return _kept(territory, ("zone", zone.code, day, _frozen(voices), repr(figures)), make)


def municipality_part(
    territory: Territory, municipality: Municipality, day: date, voices: Mapping[int, int]
) -> Markup:
    """One municipality: its facts, its history, and where it lies in its zone."""

    def make() -> Markup:
        seen_on = last_day_of(municipality, day)
        zone = zone_of(municipality, seen_on)
        members = _members(territory, zone, seen_on) if zone else [municipality]
        # Voices are of the municipalities of today: a past map has no place for some.
        counted = voices if seen_on == day else {}
        drawn, titles = _near(territory, seen_on, members, counted, chosen=[municipality.id])
        history = History(
            stays_of(municipality), successor_of(municipality), predecessors_of(municipality)
        )
        return _part("municipality")(territory, municipality, zone, history, drawn, titles)

    return _kept(territory, ("municipality", municipality.slug, day, _frozen(voices)), make)


def _members(territory: Territory, zone: Zone, day: date) -> list[Municipality]:
    inside = zones_by_municipality(territory, day)
    return [one for one in municipalities_on(territory, day) if inside.get(one.id) == zone]


def _near(
    territory: Territory,
    day: date,
    members: Sequence[Municipality],
    voices: Mapping[int, int],
    chosen: Collection[int] = (),
) -> tuple[Choropleth, Titles]:
    """The map of some municipalities only: of their voices, or of their people before any came."""
    shown = Shown.VOICES if any(one.id in voices for one in members) else Shown.POPULATION
    drawn = map_of(
        territory,
        day,
        series_of(shown, members, voices, scale=tuple(voices.values())),
        link=municipality_links(),
        within={one.id for one in members},
        chosen=chosen,
    )
    return drawn, titles_of(shown, territory.population_year)


def _frozen(voices: Mapping[int, int]) -> frozenset[tuple[int, int]]:
    return frozenset(voices.items())


def _part(name: str) -> Callable[..., Markup]:
    """The macro that writes a part of a page, in the file of its name."""
    macro: Callable[..., Markup] = get_template_attribute(f"territory/_{name}.html", name)
    return macro


def _kept(territory: Territory, key: tuple[Hashable, ...], make: Callable[[], Markup]) -> Markup:
    return cached(("territory", territory.fingerprint, current_language(), *key), make)
