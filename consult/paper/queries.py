"""Reading what was entered from paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.kernel.db import db
from consult.wall import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.tables import Session


def latest_entered(session: Session, most: int = 12) -> Sequence[Card]:
    """The cards that were entered for others, the latest first."""
    return db.session.scalars(
        select(Card)
        .where(
            Card.session_id == session.id,
            Card.entered_by_id.is_not(None),
            Card.taken_back_at.is_(None),
        )
        .order_by(Card.id.desc())
        .limit(most)
    ).all()


def numbers_in(session: Session) -> set[int]:
    """The printed numbers that were entered before."""
    query = select(Card.printed_number).where(
        Card.session_id == session.id, Card.printed_number.is_not(None)
    )
    return {number for number in db.session.scalars(query) if number is not None}
