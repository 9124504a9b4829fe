"""Who may sit down in a session, and who looks after its seats, in words."""

from __future__ import annotations

from consult.accounts import Person
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.processes import Process, Role, works_as
from consult.processes import State as ProcessState
from consult.tables import Session, SessionState

MOST_SEATS = 2_000
"""No session has more seats: a bound against a machine that joins, far above any room."""


def can_join(session: Session, process: Process, taken: int) -> Verdict:
    """Whoever has the code, while the session takes people; `taken` seats there were before."""
    if process.state is ProcessState.DRAFT:
        return no(_("This consultation is still being prepared."))
    if session.state is SessionState.PREPARED:
        return no(_("This session is not open yet."))
    if not session.takes_people or process.state is ProcessState.CLOSED:
        return no(_("This session is over."))
    if taken >= MOST_SEATS:
        return no(_("This session is full."))
    return YES


def can_look_after(person: Person | None, process: Process) -> Verdict:
    """Whoever runs the session sees who sits in it, lets people in and makes groups."""
    if works_as(person, process, Role.FACILITATOR, Role.PLANNER):
        return YES
    return no(_("Only who runs this session can do that."))


def can_write_down(person: Person | None, session: Session, process: Process) -> Verdict:
    """Whoever runs the session, from its opening until it is closed: paper comes in late."""
    if session.state in {SessionState.PREPARED, SessionState.CLOSED}:
        return no(_("Seats are written down from the opening of a session until it is closed."))
    return can_look_after(person, process)
