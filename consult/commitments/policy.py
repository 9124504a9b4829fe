"""Who writes down what is promised in a session, and when, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.tables import can_run

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.tables import Session


def can_promise(person: Person | None, session: Session) -> Verdict:
    """Who runs a session writes down what is promised in it, from its beginning on."""
    allowed = can_run(person, session)
    if not allowed:
        return allowed
    if session.started_at is None:
        return no(_("Nothing is promised before a session has started."))
    return YES
