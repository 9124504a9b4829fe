"""Later work: deleting files on their day, and the letter with the private link."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from consult.audit import note_act
from consult.interviews import media
from consult.interviews.models import Interview, InterviewFile, InterviewLink
from consult.interviews.queries import get_interview, number_of
from consult.interviews.tokens import link_to, token_of
from consult.kernel import mail
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.i18n import speaking, text
from consult.kernel.jobs import every, job
from consult.kernel.times import set_zone

UNUSED_KEPT = timedelta(days=1)
BATCH = 100


@job(outside=True)
def drop_bytes(*, key: str) -> None:
    """Remove the bytes of a file that is gone."""
    media.drop(key)


@every(seconds=3600, outside=True)
def delete_what_is_due() -> None:
    """Delete audio and scans whose day has come; the bytes go first, so that none are left."""
    for file_id, key in _due():
        media.drop(key)
        with db.transaction() as session:
            file = session.get_one(InterviewFile, file_id)
            if file.deleted_at is None:
                file.deleted_at, file.name = now(), ""
                note_act(None, "interview_file.deleted", file, kind=file.kind.value)


def _due() -> list[tuple[int, str]]:
    with db.aside() as session:
        rows = session.execute(
            select(InterviewFile.id, InterviewFile.key)
            .where(InterviewFile.deleted_at.is_(None), InterviewFile.delete_at <= now())
            .order_by(InterviewFile.id)
            .limit(BATCH)
        )
        return [(file_id, key) for file_id, key in rows]


@every(seconds=3600, outside=True)
def sweep_recordings() -> None:
    """Remove bytes that belong to no interview: forms given up, deletions that were interrupted."""
    before = (now() - UNUSED_KEPT).timestamp()
    for place in media.older_than(before):
        with db.aside() as session:
            kept = session.scalar(
                select(InterviewFile.id).where(
                    InterviewFile.key == place.name, InterviewFile.deleted_at.is_(None)
                )
            )
        if kept is None:
            place.unlink(missing_ok=True)


@job
def send_link(*, link_id: int) -> None:
    """Write to an interviewee with their private link, unless it was revoked meanwhile."""
    link = db.session.get(InterviewLink, link_id)
    if link is None or not link.is_valid(now()):
        return
    write_with_link(get_interview(link.interview_id), link, "interviews/mail/link.txt")


def write_with_link(
    interview: Interview,
    link: InterviewLink,
    template: str,
    closes_at: datetime | None = None,
    passages: int = 0,
) -> None:
    """Write a letter that holds the private link, in the language of the interview."""
    if interview.email is None:
        return
    process = interview.process
    set_zone(process.cycle.time_zone)
    with speaking(interview.language):
        title = text(process.title)
    mail.send(
        interview.email,
        template,
        interview.language,
        name=interview.name,
        title=title,
        link=link_to(token_of(interview.id, number_of(link))),
        until=link.expires_at,
        closes_at=closes_at,
        passages=passages,
    )
