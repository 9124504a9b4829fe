"""What is done with interviews: keeping them, consent, files, links, whom to hear."""

from consult.interviews.commands.consent import (
    OutdatedTextError,
    UnsoundConsentError,
    give_consent,
    record_consent,
    withdraw_by_link,
    withdraw_consent,
    withdraw_interview,
)
from consult.interviews.commands.files import (
    delete_file,
    keep_file,
)
from consult.interviews.commands.keeping import (
    InterviewDraft,
    UnsoundInterviewError,
    change_interview,
    count_presence,
    hold_interview,
    plan_interview,
)
from consult.interviews.commands.links import (
    LINK_DAYS,
    make_link,
    note_opening,
    revoke_link,
)
from consult.interviews.commands.wanting import want_people

__all__ = [
    "LINK_DAYS",
    "InterviewDraft",
    "OutdatedTextError",
    "UnsoundConsentError",
    "UnsoundInterviewError",
    "change_interview",
    "count_presence",
    "delete_file",
    "give_consent",
    "hold_interview",
    "keep_file",
    "make_link",
    "note_opening",
    "plan_interview",
    "record_consent",
    "revoke_link",
    "want_people",
    "withdraw_by_link",
    "withdraw_consent",
    "withdraw_interview",
]
