"""Later work: reminders of what was promised."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.commitments.models import Commitment, CommitmentState
from consult.kernel import mail
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import every
from consult.processes import Process
from consult.tables import Session, Table

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


@every(seconds=3600)
def remind_of_promises() -> None:
    """Remind who promised something a week before its day, and on the day: once each."""
    at = now()
    rows = db.session.execute(
        select(Commitment, Session, Table, Process)
        .join(Session, Session.id == Commitment.session_id)
        .join(Table, Table.id == Session.table_id)
        .join(Process, Process.id == Table.process_id)
        .where(
            Commitment.state == CommitmentState.OPEN,
            Commitment.taken_back_at.is_(None),
            Commitment.email.is_not(None),
            Commitment.by_when >= at.date() - A_DAY,
            Commitment.by_when <= at.date() + A_WEEK + A_DAY,
        )
        .order_by(Commitment.id)
    ).all()
    for commitment, session, table, process in rows:
        if _is_due(commitment, at.astimezone(process.time_zone).date(), process.time_zone):
            commitment.reminded_at = at
            mail.send(
                commitment.email or "",
                "commitments/mail/reminder.txt",
                session.language,
                who=commitment.who,
                what=commitment.what,
                by_when=commitment.by_when,
                title=session.title,
                path=f"/processes/{process.slug}/tables/{table.code}/sessions/{session.number}",
            )


def _is_due(commitment: Commitment, today: date, zone: ZoneInfo) -> bool:
    """Whether a reminder is due that was not written yet; none on the day of the promise itself."""
    last = commitment.by_when
    if last is None or today > last:
        return False
    stage = last if today == last else last - A_WEEK
    told = (commitment.reminded_at or commitment.written_at).astimezone(zone).date()
    return stage <= today and told < stage
