"""Who is here, who is away and who waits: what the console shows of the seats of a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from consult.kernel.clock import clock_rate
from consult.seats.models import Seat, SeatState
from consult.seats.queries import groups_in, members_of, seats_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.seats.models import Group
    from consult.tables import Block, Session

AWAY_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Sitter:
    """A seat with whether its devices were heard of lately, and the group that it works with."""

    seat: Seat
    away: bool
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """The seats of a session by what they do, and the groups of a block."""

    present: Sequence[Sitter]
    waiting: Sequence[Seat]
    gone: Sequence[Seat]
    groups: Sequence[Group]

    @property
    def away(self) -> int:
        """How many of those who take part were not heard of lately."""
        return sum(one.away for one in self.present)

    def of(self, group: Group) -> list[Seat]:
        """The seats of a group that take part."""
        return [one.seat for one in self.present if one.group is not None and one.group == group]


def is_away(seat: Seat, at: datetime) -> bool:
    """Whether no device of a seat was heard of for a minute; who is on paper is never away."""
    return seat.seen_at is not None and at - seat.seen_at > AWAY_AFTER * clock_rate()


def presence_in(session: Session, block: Block | None, at: datetime) -> Presence:
    """Return who sits in a session, with the groups of a block (none: those of the session)."""
    seats, groups = seats_in(session), groups_in(session, block)
    members = members_of(groups) if groups else {}
    group_of = {seat.id: group for group in groups for seat in members[group.id]}
    return Presence(
        present=[
            Sitter(seat, is_away(seat, at), group_of.get(seat.id))
            for seat in seats
            if seat.state is SeatState.PRESENT
        ],
        waiting=[seat for seat in seats if seat.state is SeatState.WAITING],
        gone=[seat for seat in seats if seat.state in {SeatState.LEFT, SeatState.REFUSED}],
        groups=groups,
    )
