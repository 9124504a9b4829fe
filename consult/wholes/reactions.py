"""What follows when an interviewee takes back what a whole text rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.interviews import Purpose, consent_withdrawn, get_interview, interview_deleted
from consult.wholes.commands import forget_whole

if TYPE_CHECKING:
    from consult.interviews import Consent, Interview


@consent_withdrawn.when
def forget_what_is_not_agreed(consent: Consent) -> None:
    """Keep no word of the whole when there is no more consent to it, or to a transcript."""
    if consent.purpose in {Purpose.PUBLISH_WHOLE, Purpose.TRANSCRIBE}:
        forget_whole(get_interview(consent.interview_id))


@interview_deleted.when
def forget_with_the_interview(interview: Interview) -> None:
    """Keep no word when everything is taken back."""
    forget_whole(interview)
