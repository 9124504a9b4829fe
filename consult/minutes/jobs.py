"""Later work: the rest of a closed session's cards, letters to who was there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from consult.accounts import Person
from consult.kernel import mail
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.jobs import every, job
from consult.kernel.times import set_zone
from consult.minutes.models import Minutes
from consult.minutes.passing import pass_on_some
from consult.minutes.policy import CAME
from consult.minutes.tokens import link_to
from consult.seats import Seat, SeatAddress, addresses_of, forget_addresses
from consult.tables import Session, SessionState, get_session, lock_session, session_path
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
    """Write to all who were there and can be reached that the minutes can be corrected.

    One letter each: to the account, or to the address that was left for this with the seat.
    """
    minutes = db.session.get_one(Minutes, minutes_id)
    session = get_session(minutes.session_id)
    until, at = minutes.corrections_until, now()
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
        _write(person, "minutes/mail/minutes.txt", session, until=until)
    for seat, address in _reached(session, people):
        link = link_to(seat.id, at)
        _write_to(address, "minutes/mail/link.txt", session, until=until, link=link, name=seat.name)


@job
def tell_of_approval(*, minutes_id: int) -> None:
    """Tell those who left an address where the approved minutes are, and forget the addresses."""
    minutes = db.session.get_one(Minutes, minutes_id)
    session = get_session(minutes.session_id)
    for seat, address in _reached(session, ()):
        link = f"{current_config().base_url}{session_path(session)}/minutes"
        _write_to(address, "minutes/mail/approved.txt", session, link=link, name=seat.name)
    forget_addresses(session.id)


def _reached(session: Session, people: Iterable[Person]) -> list[tuple[Seat, SeatAddress]]:
    """Who was there and left an address, but for those to whose account we have written."""
    written = {person.email.casefold() for person in people}
    found = [(seat, address) for seat, address in addresses_of(session.id) if seat.state in CAME]
    reached = []
    for seat, address in found:
        if address.email.casefold() not in written:
            written.add(address.email.casefold())
            reached.append((seat, address))
    return reached


def _write_to(
    address: SeatAddress,
    template: str,
    session: Session,
    *,
    link: str,
    name: str,
    until: datetime | None = None,
) -> None:
    set_zone(session.table.process.cycle.time_zone)
    mail.send(
        address.email,
        template,
        address.language,
        unsubscribe_url=f"{link}/stop" if until else None,
        name=name,
        title=session.title,
        link=link,
        until=until,
    )


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
