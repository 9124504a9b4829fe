"""What follows when an interviewee takes back what a transcript rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.interviews import (
    Purpose,
    consent_withdrawn,
    get_interview,
    interview_deleted,
)
from consult.transcripts.commands import erase_transcript

if TYPE_CHECKING:
    from consult.interviews import Consent, Interview


@consent_withdrawn.when
def erase_what_may_not_be_held(consent: Consent) -> None:
    """Erase the text when there is no more consent to one."""
    if consent.purpose is Purpose.TRANSCRIBE:
        erase_transcript(get_interview(consent.interview_id))


@interview_deleted.when
def erase_with_the_interview(interview: Interview) -> None:
    """Erase the text when everything is taken back."""
    erase_transcript(interview)
