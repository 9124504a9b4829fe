"""The door of every page of a phone: who has a seat comes in, who has none is asked to join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect
from sqlalchemy.orm.attributes import set_committed_value

from consult.seats.devices import seat_at_hand
from consult.seats.entering import session_of_code
from consult.tables import join_path

if TYPE_CHECKING:
    from consult.seats.models import Seat
    from consult.tables import Session


def seat_here(code: str) -> tuple[Session, Seat]:
    """Return the session of a code and the seat that this browser has in it, tied to it.

    A code that was changed since leads there too. Raises `NotFoundError` for an unknown one; a
    browser without a seat is sent to where one joins.
    """
    session = session_of_code(code)
    seat = seat_at_hand(session)
    if seat is None:
        abort(redirect(join_path(session), 303))
    set_committed_value(seat, "session", session)
    return session, seat
