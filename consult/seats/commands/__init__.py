"""Taking a seat, and what whoever runs the session does with seats."""

from consult.seats.commands.taking import (
    ConsentMissingError,
    SeatDraft,
    WrongSeatError,
    take_seat,
    write_down,
)

__all__ = [
    "ConsentMissingError",
    "SeatDraft",
    "WrongSeatError",
    "take_seat",
    "write_down",
]
