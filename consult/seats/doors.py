"""The door of every page of a phone: who has a seat comes in, who has none is asked to join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect
from sqlalchemy.orm.attributes import set_committed_value

from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.seats.devices import seat_at_hand
from consult.tables import join_path, session_by_join_code

if TYPE_CHECKING:
    from consult.seats.models import Seat
    from consult.tables import Session


def seat_here(code: str) -> tuple[Session, Seat]:
    """Return the session of a code and the seat that this browser has in it, tied to it.

    Raises `NotFoundError` for an unknown code; a browser without a seat is sent to where one joins.
    """
    session = session_by_join_code(code)
    if session is None:
        raise NotFoundError(_("There is no session with this code."))
    seat = seat_at_hand(session)
    if seat is None:
        abort(redirect(join_path(session), 303))
    set_committed_value(seat, "session", session)
    return session, seat
