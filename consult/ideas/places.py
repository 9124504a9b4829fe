"""What is said from each place and on each theme, for the pages of the plan's own vocabulary."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from flask import url_for
from markupsafe import Markup

from consult.contributions import (
    Filter,
    counts_by_place,
    counts_by_theme,
    latest_in,
    standings_of,
    totals_of,
)
from consult.ideas.policy import is_collecting_ideas
from consult.kernel.clock import now
from consult.kernel.i18n import _, ngettext
from consult.kernel.pages import html_of
from consult.processes import process_at_hand
from consult.taxonomy import Theme, theme_figures, theme_voices
from consult.territory import (
    Figure,
    Link,
    Municipality,
    Zone,
    municipality_actions,
    municipality_voices,
    places_of,
    today,
    versions,
    voices_by_place,
    zone_figures,
    zone_voices,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.processes import Process
    from consult.territory import Territory

LATEST = 5


def _in_territory(things: Sequence[Zone] | Sequence[Municipality]) -> Process | None:
    process = process_at_hand()
    if process is None or any(one.territory_id != process.cycle.territory_id for one in things):
        return None
    return process


def _in_cycle(themes: Sequence[Theme]) -> Process | None:
    process = process_at_hand()
    if process is None or any(one.cycle_id != process.cycle_id for one in themes):
        return None
    return process


@versions.filler
def version_of_voices(territories: Sequence[Territory]) -> Mapping[int, Sequence[str]]:
    """Have the pages of places made anew when anything said, or whether one can write, changes."""
    process = process_at_hand()
    if process is None:
        return {}
    collecting = bool(is_collecting_ideas(process, now()))
    told = f"{process.id}.{process.version}.{totals_of(process).version}.{collecting}"
    return {one.id: [told] for one in territories}


@voices_by_place.filler
def voices_by_municipality(
    territories: Sequence[Territory],
) -> Mapping[int, Sequence[Mapping[int, int]]]:
    """Give the map its numbers: the public contributions of the consultation at hand."""
    process = process_at_hand()
    if process is None:
        return {}
    home = process.cycle.territory_id
    return {one.id: [counts_by_place(process)] for one in territories if one.id == home}


@zone_figures.filler
def numbers_of_zones(zones: Sequence[Zone]) -> Mapping[int, Sequence[Figure]]:
    """Count the contributions from each zone."""
    process = _in_territory(zones)
    if process is None:
        return {}
    counts = Counter(counts_by_place(process))
    places = places_of(zones, today())
    return {
        zone.id: [_figure(sum(counts[place] for place in places[zone.id]), process, zone=zone.code)]
        for zone in zones
    }


@theme_figures.filler
def numbers_of_themes(themes: Sequence[Theme]) -> Mapping[int, Sequence[Figure]]:
    """Count the contributions on each theme."""
    process = _in_cycle(themes)
    if process is None:
        return {}
    counts = counts_by_theme(process)
    return {one.id: [_figure(counts.get(one.id, 0), process, theme=one.code)] for one in themes}


def _figure(count: int, process: Process, **chosen: Any) -> Figure:
    url = url_for("ideas.index", slug=process.slug, **chosen) if count else None
    return Figure(count, ngettext("contribution", "contributions", count), url)


@zone_voices.filler
def voices_from_zones(zones: Sequence[Zone]) -> Mapping[int, Sequence[Markup]]:
    """Show the latest voices from a zone."""
    process = _in_territory(zones)
    if process is None:
        return {}
    places = places_of(zones, today())
    return {
        zone.id: _rows(process, Filter(municipality_ids=frozenset(places[zone.id])))
        for zone in zones
    }


@municipality_voices.filler
def voices_from_municipalities(places: Sequence[Municipality]) -> Mapping[int, Sequence[Markup]]:
    """Show the latest voices from a municipality."""
    process = _in_territory(places)
    if process is None:
        return {}
    return {
        place.id: _rows(process, Filter(municipality_ids=frozenset({place.id}))) for place in places
    }


@theme_voices.filler
def voices_on_themes(themes: Sequence[Theme]) -> Mapping[int, Sequence[Markup]]:
    """Show the latest voices on a theme."""
    process = _in_cycle(themes)
    if process is None:
        return {}
    return {one.id: _rows(process, Filter(theme_ids=frozenset({one.id}))) for one in themes}


def _rows(process: Process, chosen: Filter) -> list[Markup]:
    latest = latest_in(process, chosen, LATEST)
    standings = standings_of(latest)
    return [
        html_of(
            "ideas/_row_alone.html",
            idea=idea,
            url=url_for("ideas.show", slug=process.slug, code=idea.code),
            standing=standings[idea.id],
        )
        for idea in latest
    ]


@municipality_actions.filler
def write_for_a_municipality(places: Sequence[Municipality]) -> Mapping[int, Sequence[Link]]:
    """Lead from a municipality to writing an idea for it, while ideas are collected."""
    process = _in_territory(places)
    if process is None or not is_collecting_ideas(process, now()):
        return {}
    return {
        place.id: [
            Link(
                _("Write an idea for %(place)s", place=place.name),
                url_for("ideas.new", slug=process.slug, place=place.slug),
            )
        ]
        for place in places
        if place.stands_on(today())
    }
