"""The pages' own parts, which cost most, kept while nothing that they tell changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import get_template_attribute

from consult.kernel.fragments import cached
from consult.kernel.i18n import current_language
from consult.territory import slots
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
    zones_of,
)
from consult.territory.series import Shown, series_of, titles_of
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


def zones_part(territory: Territory, stretch: Stretch, shown: Shown | None) -> Markup:
    """The map of all zones on a day, what it can show, and each zone with its municipalities.

    What cannot be shown on that day, or was not asked for, is the first that can.
    """

    def make() -> Markup:
        day, zones = stretch.a_day, zones_of(territory)
        # Voices are of the municipalities of today: on a past map there is nowhere to put some.
        voices = voices_in(territory) if stretch.last is None else {}
        offered = tuple(Shown) if voices else (Shown.POPULATION, Shown.DENSITY)
        chosen = shown if shown in offered else offered[0]
        standing = municipalities_on(territory, day)
        drawn = map_of(
            territory, day, series_of(chosen, standing, voices), link=municipality_links()
        )
        return _part("zones")(
            territory,
            stretch,
            {one: titles_of(one, territory.population_year) for one in offered},
            chosen,
            drawn,
            sums_of(territory, day),
            slots.zone_figures.fill(zones),
            slots.zone_vocation.fill(zones),
        )

    return _kept(territory, ("zones", stretch, shown), make)


def zone_part(territory: Territory, zone: Zone, day: date) -> Markup:
    """One zone: its future, its numbers, its map from near, what changed in it, its voices."""

    def make() -> Markup:
        members = _members(territory, zone, day)
        drawn, titles = _near(territory, day, members, voices_in(territory))
        return _part("zone")(
            territory,
            ZoneSum.of(zone, members),
            drawn,
            titles,
            next(iter(slots.zone_vocation.fill([zone])[zone.id]), zone.note),
            slots.zone_figures.fill([zone])[zone.id],
            slots.zone_voices.fill([zone])[zone.id],
            moves_of(zone),
            zones_of(territory),
        )

    return _kept(territory, ("zone", zone.code, day), make)


def municipality_part(territory: Territory, municipality: Municipality, day: date) -> Markup:
    """One municipality: its facts, its history, where it lies in its zone, its voices."""

    def make() -> Markup:
        seen_on = last_day_of(municipality, day)
        zone = zone_of(municipality, seen_on)
        members = _members(territory, zone, seen_on) if zone else [municipality]
        voices = voices_in(territory) if seen_on == day else {}
        drawn, titles = _near(territory, seen_on, members, voices, chosen=[municipality.id])
        history = History(
            stays_of(municipality), successor_of(municipality), predecessors_of(municipality)
        )
        return _part("municipality")(
            territory,
            municipality,
            history,
            drawn,
            titles,
            slots.municipality_voices.fill([municipality])[municipality.id],
            slots.municipality_actions.fill([municipality])[municipality.id],
        )

    return _kept(territory, ("municipality", municipality.slug, day), make)


def voices_in(territory: Territory) -> dict[int, int]:
    """How many voices came from each municipality, by its id."""
    counts: dict[int, int] = {}
    for part in slots.voices_by_place.fill([territory])[territory.id]:
        for place, count in part.items():
            counts[place] = counts.get(place, 0) + count
    return counts


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


def _part(name: str) -> Callable[..., Markup]:
    """The macro that writes a part of a page, in the file of its name."""
    macro: Callable[..., Markup] = get_template_attribute(f"territory/_{name}.html", name)
    return macro


def _kept(territory: Territory, key: tuple[Hashable, ...], make: Callable[[], Markup]) -> Markup:
    """Make a part once for the land as it is, the language, and what rooms above tell."""
    told = tuple(slots.versions.fill([territory])[territory.id])
    return cached(("territory", territory.fingerprint, told, current_language(), *key), make)
