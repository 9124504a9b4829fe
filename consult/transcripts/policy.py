"""Who may read a transcript, bring one in, and choose what is masked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.interviews import (
    Interview,
    Purpose,
    can_code_interview,
    can_read_interview,
    can_transcribe_interview,
    may,
)
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no

if TYPE_CHECKING:
    from consult.accounts import Person


def can_read_transcript(person: Person | None, interview: Interview) -> Verdict:
    """Whoever may read the interview, while the interviewee agrees to a transcript."""
    allowed = can_read_interview(person, interview)
    if not allowed:
        return allowed
    if not may(interview, Purpose.TRANSCRIBE):
        return no(_("The interviewee has not agreed to a transcript."))
    return YES


def can_bring_in(person: Person | None, interview: Interview) -> Verdict:
    """Who keeps the interview, once it was held, with a yes to a transcript."""
    return can_transcribe_interview(person, interview)


def can_choose_masks(person: Person | None, interview: Interview) -> Verdict:
    """Whoever codes the interview."""
    return can_code_interview(person, interview)
