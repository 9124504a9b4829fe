"""What whoever runs a session does with its seats: letting in, correcting, changing the code."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import clean_line
from consult.live import announce_change
from consult.seats.commands.grouping import place_late
from consult.seats.commands.taking import NAME_LIMIT, WrongSeatError, can_be_read
from consult.seats.models import PastCode, Seat, SeatState
from consult.seats.policy import can_change_seats
from consult.tables import JOIN_LENGTH, JOIN_LETTERS, Session, topic_of

if TYPE_CHECKING:
    from consult.accounts import Person


def admit(person: Person, session: Session, seat: Seat) -> None:
    """Let in somebody who waits, was refused, or was taken for gone; done again nothing changes."""
    require(can_change_seats(person, session))
    db.lock_row(seat)
    if seat.state is SeatState.PRESENT:
        return
    _enter(person, session, seat)
    announce_change(topic_of(session), "presence")


def admit_all(person: Person, session: Session) -> int:
    """Let in everybody who waits, and return how many they were."""
    require(can_change_seats(person, session))
    waiting = db.session.scalars(
        select(Seat)
        .where(Seat.session_id == session.id, Seat.state == SeatState.WAITING)
        .order_by(Seat.number)
        .with_for_update()
    ).all()
    for seat in waiting:
        _enter(person, session, seat)
    if waiting:
        announce_change(topic_of(session), "presence")
    return len(waiting)


def _enter(person: Person, session: Session, seat: Seat) -> None:
    before, seat.state = seat.state, SeatState.PRESENT
    db.session.flush()
    place_late(session, seat)
    note_act(person, "seat.admitted", seat, before=before)


def refuse(person: Person, session: Session, seat: Seat) -> None:
    """Keep somebody who waits out of the session."""
    require(can_change_seats(person, session))
    db.lock_row(seat)
    if seat.state is SeatState.REFUSED:
        return
    if seat.state is not SeatState.WAITING:
        raise RefusedError(_("Only who waits can be refused; show the others as gone."))
    seat.state = SeatState.REFUSED
    note_act(person, "seat.refused", seat)
    announce_change(topic_of(session), "presence")


def show_left(person: Person, session: Session, seat: Seat) -> None:
    """Show that somebody has gone: what they wrote stays, and they can come back."""
    require(can_change_seats(person, session))
    db.lock_row(seat)
    if seat.state is SeatState.LEFT:
        return
    if seat.state is not SeatState.PRESENT:
        raise RefusedError(_("Only who is present can go."))
    seat.state = SeatState.LEFT
    note_act(person, "seat.left", seat)
    announce_change(topic_of(session), "presence")


def rename(person: Person, session: Session, seat: Seat, name: str) -> None:
    """Call a seat, and the voice that speaks from it, otherwise.

    Raises `WrongSeatError` beside the name.
    """
    require(can_change_seats(person, session))
    called = clean_line(name)
    if not can_be_read(called):
        raise WrongSeatError(_("Write a name."), field="name")
    if len(called) > NAME_LIMIT:
        raise WrongSeatError(_("Write %(max)d characters at most.", max=NAME_LIMIT), field="name")
    db.lock_row(seat)
    if seat.name == called:
        return
    seat.name = called
    db.session.refresh(seat, ["voice"])
    seat.voice.called = called
    db.session.flush()
    note_act(person, "seat.renamed", seat)
    announce_change(topic_of(session), "presence")


def set_approval(person: Person, session: Session, *, asks: bool) -> None:
    """Let people in one by one from now on, or all who have the code."""
    require(can_change_seats(person, session))
    if session.asks_approval == asks:
        return
    session.asks_approval = asks
    db.session.flush()
    note_act(person, "session.approval_changed", session, asks=asks)
    announce_change(topic_of(session), "presence")


def change_code(person: Person, session: Session) -> str:
    """Give a session another code; the one before lets nobody in, and who sits there stays."""
    require(can_change_seats(person, session))
    db.lock_row(session)
    code = _new_code()
    db.session.add(PastCode(session_id=session.id, code=session.join_code, until=now()))
    session.join_code = code
    db.session.flush()
    note_act(person, "session.code_changed", session)
    announce_change(topic_of(session), "presence", "block")
    return code


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(JOIN_LETTERS) for _place in range(JOIN_LENGTH))
        taken = db.session.scalar(
            select(PastCode.id).where(PastCode.code == code).limit(1)
        ) or db.session.scalar(select(Session.id).where(Session.join_code == code).limit(1))
        if taken is None:
            return code
