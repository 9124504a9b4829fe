"""What the vocabulary adds to the pages of the territory below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.taxonomy.queries import (
    home_cycle_or_none,
    vocations_by_zone,
    vocations_version,
)
from consult.territory import versions, zone_vocation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.territory import Territory, Zone


@versions.filler
def version_of_vocations(territories: Sequence[Territory]) -> Mapping[int, Sequence[str]]:
    """Have the pages of zones made anew when a vocation changes."""
    told = vocations_version([one.id for one in territories])
    return {territory_id: [str(version)] for territory_id, version in told.items()}


@zone_vocation.filler
def what_the_plan_sees(zones: Sequence[Zone]) -> Mapping[int, Sequence[dict[str, str]]]:
    """Say on a zone's page what the plan sees in its future."""
    cycle = home_cycle_or_none()
    if cycle is None:
        return {}
    vocations = vocations_by_zone(cycle, [zone.id for zone in zones])
    return {zone_id: [vocation.words] for zone_id, vocation in vocations.items()}
