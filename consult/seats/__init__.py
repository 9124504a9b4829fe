"""Seats: joining a session by its code without an account, presence, and groups."""

from consult.seats.commands import (
    ConsentMissingError,
    SeatDraft,
    WrongSeatError,
    take_seat,
    write_down,
)
from consult.seats.devices import forget_seat, remember_seat, seat_at_hand
from consult.seats.doors import seat_here
from consult.seats.models import (
    Group,
    GroupPlace,
    Seat,
    SeatKey,
    SeatKind,
    SeatPass,
    SeatState,
)
from consult.seats.queries import (
    group_of,
    groups_in,
    members_of,
    present_in,
    seats_in,
)

__all__ = [
    "ConsentMissingError",
    "Group",
    "GroupPlace",
    "Seat",
    "SeatDraft",
    "SeatKey",
    "SeatKind",
    "SeatPass",
    "SeatState",
    "WrongSeatError",
    "forget_seat",
    "group_of",
    "groups_in",
    "members_of",
    "present_in",
    "remember_seat",
    "seat_at_hand",
    "seat_here",
    "seats_in",
    "take_seat",
    "write_down",
]
