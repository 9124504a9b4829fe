"""Cards are read out one at a time, in turn; the room knows each by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.policy import require
from consult.live import announce_change
from consult.rounds.models import CardReading
from consult.rounds.policy import can_read_out
from consult.rounds.queries import read_in, to_read
from consult.tables import topic_of

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.tables import Block, Session

PART = "rounds"


def read_next(person: Person, session: Session, block: Block, after: int) -> None:
    """Call the next card, when `after` cards were called: pressed twice, it is called once.

    Raises `NotAllowedError`.
    """
    require(can_read_out(person, session, block))
    db.lock_row(block)
    read = read_in(block)
    left = to_read(session, read)
    if _last(block) != after or not left:
        return
    reading = CardReading(block_id=block.id, card_id=left[0].id, number=after + 1, read_at=now())
    db.session.add(reading)
    db.session.flush()
    note_act(person, "card.read_out", reading, number=reading.number)
    announce_change(topic_of(session), PART)


def unread_last(person: Person, session: Session, block: Block, after: int) -> None:
    """Take back the last call, when `after` cards were called. Raises `NotAllowedError`."""
    require(can_read_out(person, session, block))
    db.lock_row(block)
    if not after or _last(block) != after:
        return
    query = select(CardReading).where(CardReading.block_id == block.id, CardReading.number == after)
    reading = db.session.scalars(query).one()
    note_act(person, "card.not_read_out", reading, number=after)
    db.session.delete(reading)
    db.session.flush()
    announce_change(topic_of(session), PART)


def _last(block: Block) -> int:
    query = select(func.max(CardReading.number)).where(CardReading.block_id == block.id)
    return db.session.scalar(query) or 0
