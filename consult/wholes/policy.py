"""When a whole interview goes to its interviewee, who answers, and when everyone may read it."""

from __future__ import annotations

from datetime import datetime

from consult.accounts import Person
from consult.interviews import (
    Interview,
    InterviewLink,
    InterviewState,
    Purpose,
    can_change_interview,
    can_read_interview,
    may,
)
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.wholes.models import WholeAnswer, WholeText


def may_publish_whole(interview: Interview) -> bool:
    """Whether a yes to a transcript and to its whole being published is in force."""
    return may(interview, Purpose.PUBLISH_WHOLE) and may(interview, Purpose.TRANSCRIBE)


def can_send_whole(person: Person | None, interview: Interview) -> Verdict:
    """The text goes to whoever has agreed to its being published, after it was held."""
    if interview.state is InterviewState.PLANNED:
        return no(_("This interview was not held yet."))
    if not interview.is_withdrawn and not may_publish_whole(interview):
        return no(_("The interviewee has not agreed to the whole being published."))
    return can_change_interview(person, interview)


def can_take_down(person: Person | None, interview: Interview) -> Verdict:
    """Whoever reads the interview takes it from sight, at any time: a name was left in it."""
    return can_read_interview(person, interview)


def can_answer_whole(link: InterviewLink, interview: Interview, at: datetime) -> Verdict:
    """Whoever holds the link answers while it opens, and changes their mind afterwards."""
    if not link.is_valid(at):
        return no(_("This link has expired: ask for another."))
    if not may_publish_whole(interview):
        return no(_("You have not agreed to the whole being published: nobody reads it."))
    return YES


def is_public(interview: Interview, whole: WholeText | None) -> bool:
    """Whether everyone may read it: agreed to, read, and approved in words; silence says no."""
    approved = whole is not None and whole.answer is WholeAnswer.APPROVED
    return approved and may_publish_whole(interview)
