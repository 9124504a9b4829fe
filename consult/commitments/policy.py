"""Who writes down what is promised in a session and says what became of it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.tables import can_run, facilitates

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.commitments.models import Commitment, CommitmentAct
    from consult.tables import Session


def can_promise(person: Person | None, session: Session) -> Verdict:
    """Who runs a session writes down what is promised in it, from its beginning on."""
    allowed = can_run(person, session)
    if not allowed:
        return allowed
    if session.started_at is None:
        return no(_("Nothing is promised before a session has started."))
    return YES


def can_follow_up(person: Person | None, session: Session) -> Verdict:
    """Who facilitates a table follows its promises up, also when the consultation is closed."""
    return facilitates(person, session.table)


def can_settle(person: Person | None, session: Session, commitment: Commitment) -> Verdict:
    """Whoever promised says what became of it, and so does who follows it up; for ever."""
    if commitment.taken_back_at is not None:
        return no(_("This commitment was written by mistake, and taken away."))
    if commitment.is_by(person):
        return YES
    return can_follow_up(person, session)


def can_undo(
    person: Person | None, session: Session, commitment: Commitment, last: CommitmentAct | None
) -> Verdict:
    """Whoever promised undoes what they said last themselves; the staff undoes either."""
    if person is not None and last is not None and last.by_id == person.id:
        return can_settle(person, session, commitment)
    return can_follow_up(person, session)
