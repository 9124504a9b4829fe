"""Reads about turns: who speaks, who waits, for how long each has spoken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.seats import Seat
from consult.speaking.models import Turn
from consult.tables import Block, Session


def _turns() -> Select[Turn]:
    return (
        select(Turn)
        .options(joinedload(Turn.seat).joinedload(Seat.municipality))
        .order_by(Turn.position, Turn.id)
    )


def open_turn(seat: Seat, block: Block) -> Turn | None:
    """Return the turn that a seat has or waits for in a block."""
    return db.session.scalars(
        _turns().where(
            Turn.block_id == block.id,
            Turn.seat_id == seat.id,
            Turn.ended_at.is_(None),
            Turn.taken_back_at.is_(None),
        )
    ).first()


def speaking_now(session: Session) -> Turn | None:
    """Return the turn that is on."""
    return db.session.scalars(
        _turns().where(
            Turn.session_id == session.id, Turn.began_at.is_not(None), Turn.ended_at.is_(None)
        )
    ).first()


def waiting_in(block_id: int) -> list[Turn]:
    """Return who waits for the floor in a block, in the order in which they will speak."""
    return list(
        db.session.scalars(
            _turns().where(
                Turn.block_id == block_id, Turn.began_at.is_(None), Turn.taken_back_at.is_(None)
            )
        )
    )


def open_in(session: Session, block_id: int) -> tuple[Turn | None, list[Turn]]:
    """Return who speaks and who waits in a block, in one question: every phone asks it."""
    turns = db.session.scalars(
        _turns().where(
            Turn.session_id == session.id, Turn.ended_at.is_(None), Turn.taken_back_at.is_(None)
        )
    ).all()
    speaking = next((turn for turn in turns if turn.began_at is not None), None)
    waiting = [turn for turn in turns if turn.began_at is None and turn.block_id == block_id]
    return speaking, waiting


def spoken_in(session: Session) -> Sequence[Turn]:
    """Return the turns of a session that have begun, in that order."""
    return db.session.scalars(
        _turns()
        .where(Turn.session_id == session.id, Turn.began_at.is_not(None))
        .order_by(None)
        .order_by(Turn.began_at, Turn.id)
    ).all()


def get_turn(session: Session, turn_id: int) -> Turn:
    """Return a turn of a session; raises `NotFoundError`."""
    turn = db.session.scalars(
        _turns().where(Turn.session_id == session.id, Turn.id == turn_id)
    ).one_or_none()
    if turn is None:
        raise NotFoundError(_("There is no such turn."))
    return turn


def last_position(block: Block) -> int:
    """Return the last place in the list of a block."""
    found = select(func.coalesce(func.max(Turn.position), 0)).where(Turn.block_id == block.id)
    return db.session.scalars(found).one()


def seconds_by_seat(turns: Sequence[Turn], at: datetime) -> dict[int, int]:
    """Add up for how many seconds each seat has had the floor, up to a moment."""
    found: dict[int, int] = {}
    for turn in turns:
        if turn.began_at is not None:
            lasted = ((turn.ended_at or at) - turn.began_at).total_seconds()
            found[turn.seat_id] = found.get(turn.seat_id, 0) + round(lasted)
    return found


def minutes_by_seat(session: Session, at: datetime) -> dict[int, float]:
    """Return for how many minutes each seat of a session has had the floor, up to a moment."""
    return {seat: taken / 60 for seat, taken in seconds_by_seat(spoken_in(session), at).items()}
