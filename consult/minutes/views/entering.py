"""Who comes in: the staff of a session, or somebody who sat in it."""

from __future__ import annotations

from flask import redirect
from flask.typing import ResponseReturnValue

from consult.accounts import current_person
from consult.commitments import Desk, desk_of
from consult.minutes.policy import CAME
from consult.seats import Seat, seat_at_hand
from consult.tables import Session, can_run

__all__ = ["Desk", "desk_of", "seat_in", "who_was_there"]


def seat_in(session: Session) -> Seat | None:
    """Return the seat of who asks, if they took part."""
    seat = seat_at_hand(session)
    return seat if seat is not None and seat.state in CAME else None


def who_was_there(session: Session) -> tuple[Seat | None, ResponseReturnValue | None]:
    """Return the seat of who asks, none for the staff; anyone else is led to joining."""
    seat = seat_in(session)
    if seat is None and not can_run(current_person(), session):
        return None, redirect(f"/join/{session.join_code}", 303)
    return seat, None
