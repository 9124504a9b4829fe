"""Who closes a session and writes its minutes; and when, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.kernel.times import day_time
from consult.minutes.models import MinutesState
from consult.seats import SeatState
from consult.tables import SessionState, can_run

if TYPE_CHECKING:
    from datetime import datetime

    from consult.accounts import Person
    from consult.minutes.models import Minutes
    from consult.seats import Seat
    from consult.tables import Session

CAME = frozenset({SeatState.PRESENT, SeatState.LEFT})
"""Who sat in a session, also if they left before its end."""
OVER = frozenset({SessionState.ENDED, SessionState.CLOSED})


def can_close(person: Person | None, session: Session) -> Verdict:
    """Who runs a session closes it, once it is over; closing again changes nothing."""
    allowed = can_run(person, session)
    if not allowed:
        return allowed
    if session.state not in OVER:
        return no(_("A session is closed after it has ended."))
    return YES


def is_told(session: Session) -> Verdict:
    """A session is told once it has ended."""
    if session.state not in OVER:
        return no(_("The report is here when the session has ended."))
    return YES


def can_draft(person: Person | None, session: Session) -> Verdict:
    """Who runs a session writes its minutes, once it has ended."""
    allowed = can_run(person, session)
    return is_told(session) if allowed else allowed


def can_edit(person: Person | None, session: Session, minutes: Minutes) -> Verdict:
    """Minutes are changed until they are approved."""
    allowed = can_draft(person, session)
    if not allowed:
        return allowed
    if minutes.state is MinutesState.APPROVED:
        return no(_("These minutes are approved: they stay as they are."))
    return YES


def can_send(person: Person | None, session: Session, minutes: Minutes) -> Verdict:
    """Minutes go to those who were there before they are approved."""
    return can_edit(person, session, minutes)


def can_correct(seat: Seat, minutes: Minutes, at: datetime) -> Verdict:
    """Who was there asks for corrections from when the minutes are sent until a moment."""
    if seat.state not in CAME or minutes.state is MinutesState.DRAFT:
        return no(_("Only those who were there can correct the minutes, once they are sent."))
    if minutes.state is MinutesState.APPROVED:
        return no(_("These minutes are approved: they stay as they are."))
    if minutes.corrections_until is None or minutes.corrections_until <= at:
        return no(_("The days for corrections are over."))
    return YES


def can_answer(person: Person | None, session: Session, minutes: Minutes) -> Verdict:
    """Who writes the minutes answers corrections."""
    return can_edit(person, session, minutes)


def can_approve(
    person: Person | None, session: Session, minutes: Minutes, unanswered: int, at: datetime
) -> Verdict:
    """Minutes are approved when the days for corrections are over and all are answered."""
    allowed = can_edit(person, session, minutes)
    if not allowed:
        return allowed
    if minutes.state is MinutesState.DRAFT or minutes.corrections_until is None:
        return no(_("Send them first to those who were there."))
    if minutes.corrections_until > at:
        return no(
            _(
                "Those who were there can correct them until %(moment)s.",
                moment=day_time(minutes.corrections_until),
            )
        )
    if unanswered:
        return no(_("Some corrections have no answer yet."))
    return YES
