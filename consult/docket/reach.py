"""How far a moderator decides: everywhere in a consultation, or in some zones of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.processes import Process, Role, posts_of
from consult.taxonomy import territory_of
from consult.territory import today, zones_by_municipality

if TYPE_CHECKING:
    from consult.accounts import Person


@dataclass(frozen=True, slots=True)
class Reach:
    """The municipalities that a moderator decides on; none named: everywhere."""

    places: frozenset[int] | None

    def covers(self, place_id: int | None) -> bool:
        """Whether what comes from a place is theirs; without a place, only from everywhere."""
        return self.places is None or place_id in self.places


def reach_of(person: Person, process: Process) -> Reach | None:
    """How far a person moderates a consultation: everywhere, in some zones, or not at all."""
    if person.suspended:
        return None
    if person.is_administrator:
        return Reach(None)
    zones = {zone for role, zone in posts_of(person, process) if role is Role.MODERATOR}
    if not zones:
        return None
    if None in zones:
        return Reach(None)
    held = zones_by_municipality(territory_of(process.cycle), today())
    return Reach(frozenset(place for place, zone in held.items() if zone.id in zones))
