"""Who closes a session, writes its minutes and what was promised in it; and when, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.tables import SessionState, can_run

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.tables import Session

OVER = frozenset({SessionState.ENDED, SessionState.CLOSED})


def can_close(person: Person | None, session: Session) -> Verdict:
    """Who runs a session closes it, once it is over; closing again changes nothing."""
    allowed = can_run(person, session)
    if not allowed:
        return allowed
    if session.state not in OVER:
        return no(_("A session is closed after it has ended."))
    return YES
