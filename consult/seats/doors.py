"""The doors of a session's pages: a phone with a seat, a console with who runs the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, request
from sqlalchemy.orm.attributes import set_committed_value

from consult.accounts import signed_in_person
from consult.kernel.errors import NotFoundError
from consult.kernel.policy import require
from consult.kernel.visit import client_address
from consult.processes import get_process
from consult.seats.devices import seat_at_hand
from consult.seats.entering import CalledOffError, count_wrong_code, session_of_code
from consult.seats.policy import can_enter
from consult.tables import can_run, find_session, join_path, phone_path

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.seats.models import Seat
    from consult.tables import Session


def session_at(code: str) -> Session:
    """Return the session whose address somebody opened; a code that leads nowhere is counted.

    Raises `NotFoundError`, `CalledOffError` for a session that is not held, and `TooManyError`
    when many codes were guessed from here.
    """
    try:
        return session_of_code(code)
    except CalledOffError:
        raise
    except NotFoundError:
        count_wrong_code(client_address())
        raise


def seat_here(code: str) -> tuple[Session, Seat]:
    """Return the session of a code and the seat that this browser has in it, tied to it.

    A code that was changed since leads there too. Raises `NotFoundError` for an unknown one; a
    browser without a seat is sent to where one joins.
    """
    session = session_at(code)
    seat = seat_at_hand(session)
    if seat is None:
        abort(redirect(join_path(session), 303))
    set_committed_value(seat, "session", session)
    return session, seat


def seat_let_in(code: str) -> tuple[Session, Seat]:
    """The same for what only the room reads: who waits, or was refused, is not in it.

    They are sent back to where that is said. Raises `NotAllowedError` when they send something.
    """
    session, seat = seat_here(code)
    allowed = can_enter(seat)
    if not allowed and request.method != "POST":
        abort(redirect(phone_path(session), 303))
    require(allowed)
    return session, seat


def at_console(slug: str, code: str, number: int) -> tuple[Person, Session]:
    """Return who is signed in and the session that they run. Raises `NotAllowedError`."""
    person = signed_in_person()
    session = find_session(get_process(slug, person), code, number)
    require(can_run(person, session))
    return person, session
