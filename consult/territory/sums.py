"""What zones add up to on a day: municipalities, people, land; and voices beside people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.territory.maps import shapes_of
from consult.territory.queries import municipalities_on, zones_by_municipality, zones_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from consult.territory.models import Municipality, Territory, Zone


@dataclass(frozen=True, slots=True)
class ZoneSum:
    """A zone on a day: its municipalities and what they make together (none: not all is known)."""

    zone: Zone
    municipalities: Sequence[Municipality]
    population: int | None
    area_km2: float | None

    @classmethod
    def of(cls, zone: Zone, members: Sequence[Municipality]) -> ZoneSum:
        """Add up the municipalities of a zone; one that was merged counts as what it became."""
        became = shapes_of(members)
        standing = [one if one.population is not None else became[one.id] for one in members]
        counted = list({one.id: one for one in standing}.values())
        populations = [one.population for one in counted if one.population is not None]
        areas = [one.area_km2 for one in counted if one.area_km2 is not None]
        return cls(
            zone,
            members,
            sum(populations) if len(populations) == len(counted) else None,
            round(sum(areas), 1) if len(areas) == len(counted) else None,
        )


@dataclass(frozen=True, slots=True)
class ZoneRate:
    """How many voices came from a zone, and how many that is per 10,000 of its people."""

    zone: Zone
    voices: int
    rate: float


def sums_of(territory: Territory, day: date) -> list[ZoneSum]:
    """Every zone on a day, in the plan's order."""
    inside = zones_by_municipality(territory, day)
    standing = municipalities_on(territory, day)
    return [
        ZoneSum.of(zone, [one for one in standing if inside.get(one.id) == zone])
        for zone in zones_of(territory)
    ]


def rates_of(territory: Territory, day: date, voices: Mapping[int, int]) -> list[ZoneRate]:
    """Voices per 10,000 inhabitants, zone by zone, the highest first.

    `voices` are by the municipality's id. A zone whose people are not known is left out.
    """
    rates = []
    for total in sums_of(territory, day):
        count = sum(voices.get(one.id, 0) for one in total.municipalities)
        if total.population:
            rates.append(ZoneRate(total.zone, count, round(count / total.population * 10_000, 1)))
    return sorted(rates, key=lambda one: (-one.rate, one.zone.position))
