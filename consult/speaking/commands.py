"""Asking for the floor, giving it, and ending a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.live import announce_change
from consult.speaking.models import Turn
from consult.speaking.policy import can_ask_for_floor
from consult.speaking.queries import last_position, open_turn, speaking_now, waiting_in
from consult.tables import Session, can_run, lock_session, topic_of

if TYPE_CHECKING:
    from datetime import datetime

    from consult.accounts import Person
    from consult.seats import Seat
    from consult.tables import Block

PART = "speakers"


class NotWaitingError(RefusedError):
    """Only who waits can be moved, and only once."""


def ask_for_floor(seat: Seat, block: Block) -> Turn:
    """Put a seat at the end of the list; who waits already keeps their place.

    Raises `NotAllowedError` when the seat does not take part or nobody speaks in this block.
    """
    require(can_ask_for_floor(seat, block))
    # Two devices of one seat ask at once: the second finds the first's turn.
    db.lock_row(seat)
    turn = open_turn(seat, block)
    if turn is None:
        turn = _a_turn(seat, block, now())
    return turn


def take_back(seat: Seat, block: Block) -> None:
    """Leave the list, or end one's own turn; nothing happens to who is not in it."""
    turn = open_turn(seat, block)
    if turn is None:
        return
    db.lock_row(turn)
    if turn.began_at is None:
        turn.taken_back_at = now()
    else:
        turn.ended_at = turn.ended_at or now()
    db.session.flush()
    announce_change(_topic(seat), PART)


def give_floor(person: Person, session: Session, turn: Turn) -> None:
    """Let somebody speak, ending the turn of who spoke before.

    Raises `NotAllowedError` for who does not run the session, `NotWaitingError` when the turn is
    over or was taken back.
    """
    require(can_run(person, session))
    lock_session(session)
    db.lock_row(turn)
    if turn.session_id != session.id or turn.ended_at or turn.taken_back_at:
        raise NotWaitingError(_("This person is no longer waiting for the floor."))
    if turn.began_at is None:
        _begin(session, turn, now())
    note_act(person, "turn.given", turn, session=session.id, seat=turn.seat_id)


def give_floor_to(person: Person, session: Session, seat: Seat, block: Block) -> Turn:
    """Let somebody speak who has not asked: one of those nobody has heard yet.

    Raises `NotAllowedError` for who does not run the session, or as for asking.
    """
    require(can_run(person, session))
    require(can_ask_for_floor(seat, block))
    lock_session(session)
    db.lock_row(seat)
    turn = open_turn(seat, block) or _a_turn(seat, block, now())
    if turn.began_at is None:
        _begin(session, turn, now())
    note_act(person, "turn.given", turn, session=session.id, seat=seat.id)
    return turn


def end_turn(person: Person, session: Session) -> None:
    """End the turn of who speaks, if anybody does."""
    require(can_run(person, session))
    lock_session(session)
    _end_speaking(session, now())
    announce_change(topic_of(session), PART)


def move_up(person: Person, session: Session, turn: Turn) -> None:
    """Let somebody speak one place earlier.

    Raises `NotAllowedError` for who does not run the session, `NotWaitingError` for who is not in
    the list any more.
    """
    require(can_run(person, session))
    lock_session(session)
    waiting = waiting_in(turn.block_id)
    place = next((place for place, one in enumerate(waiting) if one.id == turn.id), None)
    if place is None:
        raise NotWaitingError(_("This person is no longer waiting for the floor."))
    if place:
        waiting.insert(place - 1, waiting.pop(place))
        for position, one in enumerate(waiting, 1):
            one.position = position
        db.session.flush()
        announce_change(topic_of(session), PART)


def end_turns(block: Block, at: datetime) -> None:
    """End what a block leaves open: who speaks has spoken, who waits is no longer waiting."""
    still = (Turn.block_id == block.id, Turn.ended_at.is_(None), Turn.taken_back_at.is_(None))
    for begun, values in (
        (Turn.began_at.is_not(None), {"ended_at": at}),
        (Turn.began_at.is_(None), {"taken_back_at": at}),
    ):
        db.session.execute(update(Turn).where(*still, begun).values(values))


def _a_turn(seat: Seat, block: Block, at: datetime) -> Turn:
    turn = Turn(
        session_id=seat.session_id,
        block_id=block.id,
        seat_id=seat.id,
        position=last_position(block) + 1,
        asked_at=at,
    )
    db.session.add(turn)
    db.session.flush()
    announce_change(_topic(seat), PART)
    return turn


def _begin(session: Session, turn: Turn, at: datetime) -> None:
    _end_speaking(session, at)
    turn.began_at = at
    db.session.flush()
    announce_change(topic_of(session), PART)


def _end_speaking(session: Session, at: datetime) -> None:
    speaking = speaking_now(session)
    if speaking is not None:
        speaking.ended_at = at
        db.session.flush()


def _topic(seat: Seat) -> str:
    return topic_of(db.session.get_one(Session, seat.session_id))
