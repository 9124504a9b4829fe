"""Attaching an account to a seat, so that two voices are one person's; and taking it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.audit import note_act
from consult.contributions import join_voices, part_voices
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.seats.models import Seat
from consult.seats.policy import can_attach, can_detach

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.tables import Session


class SeatedAlreadyError(RefusedError):
    """Nobody has two seats, and two votes, in one session."""


def attach_account(person: Person, session: Session, seat: Seat) -> None:
    """Say that a person sits there: what the seat says counts as theirs, once.

    Done again it changes nothing. Raises `NotAllowedError`, and `SeatedAlreadyError` when the
    person has another seat in this session.
    """
    db.lock_row(seat)
    require(can_attach(person, seat, session))
    if seat.person_id == person.id:
        return
    other = seat_of(person, session)
    if other is not None:
        raise SeatedAlreadyError(
            _(
                "Your account is attached to another seat of this session already: number "
                "%(number)d, %(name)s.",
                number=other.number,
                name=other.name,
            )
        )
    db.session.refresh(seat, ["voice"])
    join_voices(seat.voice, person)
    seat.person_id = person.id
    db.session.flush()
    note_act(person, "seat.attached", seat)


def detach_account(person: Person, session: Session, seat: Seat) -> None:
    """Take one's account off a seat: what the seat said counts as its own again.

    Done again it changes nothing. Raises `NotAllowedError` when another account is attached.
    """
    db.lock_row(seat)
    require(can_detach(person, seat))
    if seat.person_id is None:
        return
    db.session.refresh(seat, ["voice"])
    part_voices(seat.voice, person)
    seat.person_id = None
    db.session.flush()
    note_act(person, "seat.detached", seat, session=session.id)


def seat_of(person: Person, session: Session) -> Seat | None:
    """Return the seat of a session that a person has attached their account to."""
    return db.session.scalar(
        select(Seat).where(Seat.session_id == session.id, Seat.person_id == person.id)
    )
