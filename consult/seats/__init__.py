"""Seats: joining a session by its code without an account, presence, and groups."""

from consult.seats.models import (
    Group,
    GroupPlace,
    Seat,
    SeatKind,
    SeatState,
)

__all__ = [
    "Group",
    "GroupPlace",
    "Seat",
    "SeatKind",
    "SeatState",
]
