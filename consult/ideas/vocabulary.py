"""The plan's words for places, themes, platforms and doors, kept in memory for the list of ideas.

A list is asked for more often than anything else, and these change when a plan is loaded or a
word is edited: they are read again after `SECONDS`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from consult.kernel.config import current_config
from consult.kernel.db import Model, db
from consult.kernel.fragments import Fragments
from consult.kernel.i18n import text
from consult.taxonomy import (
    ChannelName,
    Platform,
    Theme,
    channels_of,
    platforms_of,
    territory_of,
    themes_of,
)
from consult.territory import (
    Zone,
    municipalities_on,
    today,
    zones_by_municipality,
    zones_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from consult.processes import Process

SECONDS = 10
MOST_KEPT = 8

Kept = TypeVar("Kept", bound=Model)
_kept = Fragments(MOST_KEPT)


@dataclass(frozen=True, slots=True)
class Spot:
    """A municipality as much as a list or a form needs of it."""

    id: int
    slug: str
    name: str
    istat_code: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a list of ideas can be narrowed to."""

    zones: Sequence[Zone]
    themes: Sequence[Theme]
    platforms: Sequence[Platform]
    channels: Sequence[ChannelName]
    spots: Sequence[Spot]
    zone_of: Mapping[int, Zone]

    def channel_title(self, code: str) -> str:
        """What the plan calls the door of this code, in the reader's language."""
        return next((text(one.title) for one in self.channels if one.code == code), code)

    def in_zones(self, zones: Iterable[Zone]) -> frozenset[int]:
        """Return the ids of the municipalities of some zones."""
        ids = {zone.id for zone in zones}
        return frozenset(place for place, zone in self.zone_of.items() if zone.id in ids)


def vocabulary_of(process: Process) -> Vocabulary:
    """Return the words of a process's plan; what it holds belongs to no session."""
    cycle, day = process.cycle, today()
    moment = int(time.monotonic()) // SECONDS  # how old it is, whatever day a story is told on
    key = (current_config().database_url, cycle.id, cycle.version, cycle.signs_version, day, moment)
    kept: Vocabulary = _kept.cached(key, lambda: _read(process))  # type: ignore[arg-type, return-value, assignment]
    return kept


def _read(process: Process) -> Vocabulary:
    cycle, day = process.cycle, today()
    territory = territory_of(cycle)
    zones = zones_of(territory)
    by_place = zones_by_municipality(territory, day)
    spots = [
        Spot(one.id, one.slug, one.name, one.istat_code)
        for one in municipalities_on(territory, day)
    ]
    return Vocabulary(
        zones=_taken_out(zones),
        themes=_taken_out(themes_of(cycle)),
        platforms=_taken_out(platforms_of(cycle)),
        channels=_taken_out(channels_of(cycle)),
        spots=spots,
        zone_of=by_place,
    )


def _taken_out(things: Sequence[Kept]) -> Sequence[Kept]:
    """Take things out of the session, so that its end does not empty them."""
    for thing in things:
        db.session.expunge(thing)
    return things
