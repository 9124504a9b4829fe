"""Later work: the rest of a closed session's cards, letters to who was there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from consult.accounts import Person
from consult.kernel import mail
from consult.kernel.db import db
from consult.kernel.jobs import every, job
from consult.kernel.times import set_zone
from consult.minutes.models import Minutes
from consult.minutes.passing import pass_on_some
from consult.minutes.policy import CAME
from consult.seats import Seat
from consult.tables import Session, SessionState, get_session, lock_session
from consult.wall import Card


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
