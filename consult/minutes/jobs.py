"""Later work: the rest of a closed session's cards, letters to who was there, reminders."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from consult.accounts import Person
from consult.kernel import mail
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import every, job
from consult.kernel.times import set_zone
from consult.minutes.models import Commitment, CommitmentState, Minutes
from consult.minutes.passing import pass_on_some
from consult.minutes.policy import CAME
from consult.processes import Process
from consult.seats import Seat
from consult.tables import Session, SessionState, Table, get_session, lock_session
from consult.wall import Card

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


@job
def pass_on_the_rest(*, session_id: int) -> None:
    """Pass on more cards of a closed session; what is left after that promises itself anew."""
    session = db.session.get_one(Session, session_id)
    lock_session(session)
    pass_on_some(session)


@every(seconds=3600, outside=True)
def pass_on_stragglers() -> None:
    """Pass on the cards that arrived in the very moment in which their session was closed."""
    for session_id in _with_stragglers():
        with db.transaction():
            pass_on_the_rest.later(session_id=session_id)


def _with_stragglers() -> list[int]:
    try:
        query = (
            select(Session.id)
            .join(Card, Card.session_id == Session.id)
            .where(
                Session.state == SessionState.CLOSED,
                Card.contribution_id.is_(None),
                Card.taken_back_at.is_(None),
                Card.set_aside_because == "",
            )
            .distinct()
        )
        return list(db.session.scalars(query.order_by(Session.id)))
    finally:
        db.forget()


@job
def tell_authors(*, session_id: int) -> None:
    """Write to those with an account what became of their cards: one letter each."""
    session = get_session(session_id)
    rows = db.session.execute(
        select(Person, func.count(Card.id))
        .join(Seat, Seat.person_id == Person.id)
        .join(Card, Card.seat_id == Seat.id)
        .where(Seat.session_id == session_id, Card.contribution_id.is_not(None))
        .group_by(Person.id)
        .order_by(Person.id)
    ).all()
    for person, cards in rows:
        _write(person, "minutes/mail/passed_on.txt", session, cards=cards)


@job
def tell_of_minutes(*, minutes_id: int) -> None:
    """Write to those who were there and have an account that the minutes can be corrected."""
    minutes = db.session.get_one(Minutes, minutes_id)
    session = get_session(minutes.session_id)
    people = db.session.scalars(
        select(Person)
        .where(
            Person.id.in_(
                select(Seat.person_id).where(Seat.session_id == session.id, Seat.state.in_(CAME))
            )
        )
        .order_by(Person.id)
    ).all()
    for person in people:
        _write(person, "minutes/mail/minutes.txt", session, until=minutes.corrections_until)


def _write(
    person: Person, template: str, session: Session, cards: int = 0, until: datetime | None = None
) -> None:
    set_zone(session.table.process.cycle.time_zone)
    mail.send(
        person.email,
        template,
        person.language,
        name=person.name,
        title=session.title,
        code=session.join_code,
        cards=cards,
        until=until,
    )


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
                "minutes/mail/reminder.txt",
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
