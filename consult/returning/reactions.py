"""What follows when consent changes: under another name, or gone from sight, at once."""

from consult.interviews import (
    Consent,
    Interview,
    Purpose,
    consent_given,
    consent_withdrawn,
    get_interview,
    interview_changed,
    interview_deleted,
)
from consult.returning.erasing import forget_passages, unpublish
from consult.returning.policy import may_publish
from consult.returning.signatures import sign_anew


@consent_given.when
def show_it_as_agreed(consent: Consent) -> None:
    sign_anew(get_interview(consent.interview_id))


@consent_withdrawn.when
def show_it_as_agreed_or_not_at_all(consent: Consent) -> None:
    interview = get_interview(consent.interview_id)
    if consent.purpose is Purpose.TRANSCRIBE:
        forget_passages(interview)
    elif not may_publish(interview):
        unpublish(interview)
    sign_anew(interview)


@interview_changed.when
def call_them_as_they_are_known_now(interview: Interview) -> None:
    sign_anew(interview)


@interview_deleted.when
def forget_all_of_it(interview: Interview) -> None:
    forget_passages(interview)
    sign_anew(interview)
