"""Who may answer a question put to the room, and when, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.seats import Seat, SeatState

if TYPE_CHECKING:
    from datetime import datetime

    from consult.polls.models import Poll


def can_answer(seat: Seat, poll: Poll, at: datetime) -> Verdict:
    """Somebody present in its session, until it closes."""
    if seat.state is not SeatState.PRESENT or seat.session_id != poll.session_id:
        return no(_("Only those who take part can answer."))
    if not poll.is_open(at):
        return no(_("This question is closed."))
    return YES


def can_see_results(poll: Poll) -> Verdict:
    """Nobody before they are told: not even who runs the session."""
    if poll.told_at is None:
        return no(_("The answers are covered for everyone until they are told."))
    return YES
