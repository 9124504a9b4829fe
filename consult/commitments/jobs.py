"""Later work: letters about what was promised, before its day, on it, and after it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.accounts import Person, person_by_email
from consult.commitments.models import NOT_DONE, Commitment
from consult.commitments.tokens import stop_url
from consult.kernel import mail
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import every
from consult.processes import Process
from consult.tables import Session, Table

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
STAGES = (-A_WEEK, timedelta(0), A_WEEK)
"""A letter a week before the day of a promise, one on it, and one when it is a week late."""
AT_MOST = 2 * A_WEEK
"""What nobody was told of for so long after its day is told no more."""


@every(seconds=3600)
def remind_of_promises() -> None:
    """Write to who promised something that is not done: once at each stage, for ever.

    When it is late, whoever wrote it down is told too.
    """
    at = now()
    rows = db.session.execute(
        select(Commitment, Session, Process)
        .join(Session, Session.id == Commitment.session_id)
        .join(Table, Table.id == Session.table_id)
        .join(Process, Process.id == Table.process_id)
        .where(
            Commitment.state.in_(NOT_DONE),
            Commitment.taken_back_at.is_(None),
            Commitment.by_when >= at.date() - AT_MOST - A_DAY,
            Commitment.by_when <= at.date() + A_WEEK + A_DAY,
        )
        .order_by(Commitment.id)
    ).all()
    for commitment, session, process in rows:
        if _is_due(commitment, at, process.time_zone):
            commitment.reminded_at = at
            _remind(commitment, session, process, at)


def _is_due(commitment: Commitment, at: datetime, zone: ZoneInfo) -> bool:
    """Whether a letter is due that was not written yet; none on the day of the promise itself."""
    last, today = commitment.by_when, at.astimezone(zone).date()
    if last is None or today > last + AT_MOST:
        return False
    told = (commitment.reminded_at or commitment.written_at).astimezone(zone).date()
    stages = [last + stage for stage in STAGES if last + stage <= today]
    return bool(stages) and told < stages[-1]


def _remind(commitment: Commitment, session: Session, process: Process, at: datetime) -> None:
    late = _is_late(commitment, at.astimezone(process.time_zone).date())
    people: list[Person | str] = []
    if commitment.email:
        people.append(person_by_email(commitment.email) or commitment.email)
    writer = db.session.get(Person, commitment.entered_by_id or 0)
    if late and writer is not None and not writer.suspended and writer not in people:
        people.append(writer)
    for reader in people:
        if isinstance(reader, Person):
            to, language, stop = reader.email, reader.language, None
        else:
            to, language, stop = reader, session.language, stop_url(commitment, reader)
        mail.send(
            to,
            "commitments/mail/reminder.txt",
            language,
            unsubscribe_url=stop,
            late=late,
            who=commitment.who,
            what=commitment.what,
            by_when=commitment.by_when,
            title=session.title,
            stop=stop,
            path=f"/processes/{process.slug}/commitments/{commitment.id}",
        )


def _is_late(commitment: Commitment, today: date) -> bool:
    return commitment.by_when is not None and commitment.by_when < today
