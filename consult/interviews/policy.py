"""Who may open, keep and code interviews; and what an interviewee has agreed to, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from consult.accounts import Person
from consult.guides import TEAM, ConsentText
from consult.interviews.models import (
    Interview,
    InterviewKind,
    InterviewLink,
    InterviewState,
    Purpose,
)
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.processes import Process, Role, State, posts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERVIEWERS = frozenset({Role.PLANNER, Role.FACILITATOR})
READERS = frozenset(TEAM)

FEW = 3
"""Fewer such people, and a role and a zone are as good as a name."""

OF_ONE = tuple(Purpose)
OF_MANY = tuple(one for one in Purpose if one is not Purpose.QUOTE_BY_NAME)


def purposes_of(interview: Interview) -> Sequence[Purpose]:
    """What is asked: nobody is quoted by name from a meeting, where many speak."""
    return OF_ONE if interview.kind is InterviewKind.INTERVIEW else OF_MANY


def may(interview: Interview, purpose: Purpose) -> bool:
    """Whether the interviewee agrees to this now: no answer is a no."""
    if interview.is_withdrawn or purpose not in purposes_of(interview):
        return False
    answer = interview.answers().get(purpose)
    return answer is not None and answer.given


def may_quote(interview: Interview) -> bool:
    """Whether words of it may be shown, under whatever name."""
    return may(interview, Purpose.QUOTE_BY_NAME) or may(interview, Purpose.QUOTE_BY_ROLE)


def _has_post(
    person: Person | None, process: Process, roles: frozenset[Role], zone_id: int | None
) -> bool:
    """Whether a person works there in one of these roles, everywhere or in just this zone."""
    if person is None or person.suspended:
        return False
    if person.is_administrator:
        return True
    return any(
        role in roles and (where is None or where == zone_id)
        for role, where in posts_of(person, process)
    )


def can_read_interview(person: Person | None, interview: Interview) -> Verdict:
    """Who interviews or codes, everywhere or in its zone; for all others there is none."""
    if _has_post(person, interview.process, READERS, interview.zone_id):
        return YES
    return no(_("There is no such interview."))


def can_plan_interviews(
    person: Person | None, process: Process, zone_id: int | None = None
) -> Verdict:
    """Planners, and facilitators in their zones."""
    if process.state is State.CLOSED:
        return no(_("A closed consultation stays as it was."))
    if not _has_post(person, process, INTERVIEWERS, zone_id):
        return no(_("Only planners, and facilitators in their zone, can keep interviews."))
    return YES


def can_change_interview(person: Person | None, interview: Interview) -> Verdict:
    """An interview is kept by who interviews in its zone, until it is withdrawn."""
    if interview.is_withdrawn:
        return no(_("This interview was withdrawn."))
    return can_plan_interviews(person, interview.process, interview.zone_id)


def can_record_consent(
    person: Person | None, interview: Interview, text: ConsentText | None
) -> Verdict:
    """Answers on paper are written down under a text that was published."""
    if text is None:
        return no(_("Publish first what interviewees are told and asked."))
    return can_change_interview(person, interview)


def can_give_consent(
    link: InterviewLink, interview: Interview, text: ConsentText | None, at: datetime
) -> Verdict:
    """Whoever holds the link answers while it opens."""
    if not link.is_valid(at):
        return no(_("This link has expired: ask for another."))
    if interview.is_withdrawn:
        return no(_("This interview was withdrawn."))
    if text is None:
        return no(_("What you are asked is still being written."))
    return YES


def can_withdraw(person: Person | None, interview: Interview) -> Verdict:
    """At any time, also when the consultation is closed: staff do it when they are asked to."""
    if interview.is_withdrawn:
        return no(_("This interview was withdrawn."))
    if _has_post(person, interview.process, INTERVIEWERS, interview.zone_id):
        return YES
    return no(_("Only planners, and facilitators in their zone, can keep interviews."))


def can_keep_audio(person: Person | None, interview: Interview) -> Verdict:
    """Nothing is recorded without a yes to being recorded."""
    if not may(interview, Purpose.RECORD):
        return no(_("The interviewee has not agreed to being recorded."))
    return can_change_interview(person, interview)


def can_transcribe_interview(person: Person | None, interview: Interview) -> Verdict:
    """Texts are written after it was held, with a yes to it."""
    if interview.state is InterviewState.PLANNED:
        return no(_("This interview was not held yet."))
    if not may(interview, Purpose.TRANSCRIBE):
        return no(_("The interviewee has not agreed to a transcript."))
    return can_change_interview(person, interview)


def can_code_interview(person: Person | None, interview: Interview) -> Verdict:
    """Passages are marked by whoever may read it, while a transcript may be held."""
    allowed = can_read_interview(person, interview)
    if not allowed:
        return allowed
    if interview.process.state is State.CLOSED:
        return no(_("A closed consultation stays as it was."))
    if not may(interview, Purpose.TRANSCRIBE):
        return no(_("The interviewee has not agreed to a transcript."))
    return YES
