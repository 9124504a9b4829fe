"""Who comes in: the staff of a session, or somebody who sat in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from consult.accounts import Person, current_person, signed_in_person
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.times import set_zone
from consult.minutes.policy import CAME
from consult.processes import Process, get_process
from consult.seats import Seat, seat_at_hand
from consult.tables import Session, can_run, find_session, session_by_join_code


@dataclass(frozen=True, slots=True)
class Desk:
    """A facilitator at the desk of a session."""

    person: Person
    process: Process
    session: Session

    @property
    def place(self) -> dict[str, Any]:
        """What the addresses of this session's pages are made from."""
        return {
            "slug": self.process.slug,
            "code": self.session.table.code,
            "number": self.session.number,
        }

    def url(self, endpoint: str, **more: Any) -> str:
        """The address of a page of this session."""
        return url_for(endpoint, **self.place, **more)


def desk_of(slug: str, code: str, number: int) -> Desk:
    """Return who works on which session. Raises `NotAllowedError` and `NotFoundError`."""
    person = signed_in_person()
    process = get_process(slug, person)
    session = find_session(process, code, number)
    require(can_run(person, session))
    return Desk(person, process, session)


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
