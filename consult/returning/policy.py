"""When passages go to an interviewee, and until when they answer, in words."""

from __future__ import annotations

from datetime import datetime

from consult.accounts import Person
from consult.interviews import (
    Interview,
    InterviewLink,
    InterviewState,
    Purpose,
    can_change_interview,
    may,
    may_quote,
)
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no


def may_publish(interview: Interview) -> bool:
    """Whether approved passages may be read by everyone: written down and quoted, by a yes."""
    return may_quote(interview) and may(interview, Purpose.TRANSCRIBE)


def can_return(person: Person | None, interview: Interview) -> Verdict:
    """Passages go to whoever has agreed to be quoted, after it was held."""
    if interview.state is InterviewState.PLANNED:
        return no(_("This interview was not held yet."))
    if not interview.is_withdrawn and not may_publish(interview):
        return no(_("The interviewee has not agreed to being quoted."))
    return can_change_interview(person, interview)


def can_answer(link: InterviewLink, interview: Interview, at: datetime) -> Verdict:
    """Whoever holds the link answers while it opens, and changes their mind after a round too."""
    if not link.is_valid(at):
        return no(_("This link has expired: ask for another."))
    if not may_publish(interview):
        return no(_("You have not agreed to being quoted: none of your words is shown."))
    return YES
