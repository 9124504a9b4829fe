"""Who stands before which session: the facilitator by its address, the phone by its code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.accounts import Person, signed_in_person
from consult.kernel.clock import now
from consult.kernel.policy import require
from consult.kernel.times import set_zone
from consult.processes import get_process, put_at_hand
from consult.seats import seat_here
from consult.tables import can_run, find_session

if TYPE_CHECKING:
    from datetime import datetime

    from consult.processes import Process
    from consult.seats import Seat
    from consult.tables import Session


@dataclass(frozen=True, slots=True)
class Staging:
    """A session, who runs it, and the moment at which its page is made."""

    person: Person
    process: Process
    session: Session
    at: datetime

    @property
    def place(self) -> dict[str, str | int]:
        """Return what the addresses of this session are made of."""
        return {
            "slug": self.process.slug,
            "code": self.session.table.code,
            "number": self.session.number,
        }


def staging(slug: str, code: str, number: int) -> Staging:
    """Return the session for someone who may run it; anyone else is refused in words."""
    person = signed_in_person()
    process = get_process(slug, person)
    session = find_session(process, code, number)
    require(can_run(person, session))
    return Staging(person, process, session, now())


def sitting(code: str) -> tuple[Session, Seat]:
    """Return the session of a code and the seat of this browser, on the clock of its plan.

    A browser without a seat is sent to where one joins. Raises `NotFoundError`.
    """
    session, seat = seat_here(code)
    put_at_hand(session.table.process)
    set_zone(session.table.process.cycle.time_zone)
    return session, seat
