"""Who may sit down in a session, and who looks after its seats, in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from consult.accounts import Person
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.processes import State as ProcessState
from consult.seats.models import Seat, SeatState
from consult.tables import Session, SessionState, can_run

ADDRESS_KEPT = timedelta(days=60)
"""An address left for the minutes is deleted after so long, if not before."""
MOST_SEATS = 2_000
"""No session has more seats: a bound against a machine that joins, far above any room."""


def can_join(session: Session, taken: int) -> Verdict:
    """Whoever has the code, while the session takes people; `taken` seats there were before."""
    process = session.table.process
    if process.state is ProcessState.DRAFT:
        return no(_("This consultation is still being prepared."))
    if session.state is SessionState.PREPARED:
        return no(_("This session is not open yet."))
    if not session.takes_people or process.state is ProcessState.CLOSED:
        return no(_("This session is over."))
    if taken >= MOST_SEATS:
        return no(_("This session is full."))
    return YES


def can_enter(seat: Seat) -> Verdict:
    """Whoever was let in, also if they have left since: a code alone opens no session's wall."""
    if seat.state is SeatState.WAITING:
        return no(_("Wait for who runs the session to let you in."))
    if seat.state is SeatState.REFUSED:
        return no(_("This seat was not let in."))
    return YES


def can_write_down(person: Person | None, session: Session) -> Verdict:
    """Whoever runs the session, from its opening until it is closed: paper comes in late."""
    if session.state in {SessionState.PREPARED, SessionState.CLOSED}:
        return no(_("Seats are written down from the opening of a session until it is closed."))
    return can_run(person, session)


def can_change_seats(person: Person | None, session: Session) -> Verdict:
    """Whoever runs the session lets people in, corrects names and makes groups, until it closes."""
    if session.state is SessionState.CLOSED:
        return no(_("This session is closed: it stays as it was."))
    return can_run(person, session)


def can_stand_in(person: Person | None, session: Session, seat: Seat) -> Verdict:
    """Whoever runs the session answers for somebody present without a phone, never for others."""
    allowed = can_run(person, session)
    if not allowed:
        return allowed
    if seat.session_id != session.id or not seat.takes_part:
        return no(_("Only those who take part can answer."))
    if not seat.has_no_phone:
        return no(_("%(name)s has a phone: nobody answers in their place.", name=seat.name))
    return YES


def can_attach(person: Person | None, seat: Seat, session: Session) -> Verdict:
    """Whoever sits there and is signed in, once; whose name it is cannot be checked."""
    if person is None:
        return no(_("Sign in to go on."))
    if person.suspended:
        return no(_("Your account is suspended: you can read, but not take part."))
    if seat.person_id not in {None, person.id}:
        return no(_("Another account is attached to this seat."))
    if seat.state is SeatState.REFUSED:
        return no(_("This seat was not let in."))
    if session.state is SessionState.CLOSED:
        return no(_("This session is closed: it stays as it was."))
    return YES


def can_detach(person: Person | None, seat: Seat) -> Verdict:
    """Whoever attached an account takes it off, also when all is over."""
    if person is None:
        return no(_("Sign in to go on."))
    if seat.person_id not in {None, person.id}:
        return no(_("Another account is attached to this seat."))
    return YES


def can_leave_address(session: Session, seat: Seat, at: datetime) -> Verdict:
    """Whoever takes part leaves an address for the minutes, while there is time to send them."""
    if seat.state not in {SeatState.WAITING, SeatState.PRESENT, SeatState.LEFT}:
        return no(_("This seat was not let in."))
    if session.ended_at is not None and session.ended_at + ADDRESS_KEPT <= at:
        return no(_("This session is over for too long: its minutes are no longer sent."))
    return YES
