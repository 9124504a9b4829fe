"""The private link of an interviewee: made, sent, opened, revoked."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from consult.accounts import Person
from consult.audit import note_act
from consult.interviews.jobs import send_link
from consult.interviews.models import Interview, InterviewLink
from consult.interviews.policy import can_change_interview
from consult.interviews.queries import link_of
from consult.interviews.tokens import hash_of, token_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require

LINK_DAYS = 60
MOST_LINK_DAYS = 365


def make_link(
    person: Person, interview: Interview, days: int = LINK_DAYS, *, write: bool = True
) -> InterviewLink:
    """Give the interviewee a private link for some days; the one before opens no more.

    It is sent to their address, if one is known and no other letter is to hold it.
    Raises `NotAllowedError`.
    """
    db.lock_row(interview)
    require(can_change_interview(person, interview))
    if not 0 < days <= MOST_LINK_DAYS:
        raise RefusedError(
            _("Write a number of days, from 1 to %(most)d.", most=MOST_LINK_DAYS), field="days"
        )
    revoke_links(interview)
    made = db.session.scalar(
        select(func.count(InterviewLink.id)).where(InterviewLink.interview_id == interview.id)
    )
    link = InterviewLink(
        interview_id=interview.id,
        token_hash=hash_of(token_of(interview.id, (made or 0) + 1)),
        made_at=now(),
        made_by_id=person.id,
        expires_at=now() + timedelta(days=days),
    )
    db.session.add(link)
    db.session.flush()
    note_act(person, "interview_link.made", interview)
    if interview.email and write:
        send_link.later(link_id=link.id)
    return link


def revoke_link(person: Person, interview: Interview) -> None:
    """Let the private link open no more. Raises `NotAllowedError`."""
    db.lock_row(interview)
    require(can_change_interview(person, interview))
    revoke_links(interview)
    note_act(person, "interview_link.revoked", interview)


def revoke_links(interview: Interview) -> None:
    """Let no link of an interview open any more."""
    link = link_of(interview)
    if link is not None:
        link.revoked_at = now()
        db.session.flush()


def note_opening(link: InterviewLink) -> None:
    """Note that the link was used, the first time."""
    if link.opened_at is None:
        link.opened_at = now()
        db.session.flush()
