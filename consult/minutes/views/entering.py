"""Who comes in: the staff of a session, or somebody who sat in it."""

from __future__ import annotations

from flask import redirect
from flask.typing import ResponseReturnValue

from consult.accounts import current_person
from consult.commitments import Desk, desk_of
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.times import set_zone
from consult.minutes.policy import CAME
from consult.seats import Seat, seat_at_hand
from consult.tables import Session, can_run, session_by_join_code

__all__ = ["Desk", "desk_of", "seat_in", "session_of", "who_was_there"]


def session_of(code: str) -> Session:
    """Return the session that a code joins. Raises `NotFoundError`."""
    session = session_by_join_code(code)
    if session is None:
        raise NotFoundError(_("There is no session with this code."))
    set_zone(session.table.process.cycle.time_zone)
    return session


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
