"""Holding a seat while its limits are checked: one row of its own, never one of the session."""

from __future__ import annotations

from sqlalchemy import select

from consult.kernel.db import db
from consult.seats import Seat
from consult.tables import Block, Session


def session_of(seat: Seat) -> Session:
    """Return the session in which one sits; known already, it costs nothing."""
    return db.session.get_one(Session, seat.session_id)


def hold_seat(seat: Seat, block: Block) -> Session:
    """Let a seat write one thing after another, and read anew what its rules depend on.

    The block is shared among writers and kept from whoever ends it meanwhile. On SQLite only one
    writes at a time, and what this transaction read is what there is.
    """
    session = session_of(seat)
    if db.is_sqlite:
        return session
    db.session.execute(
        select(Seat)
        .where(Seat.id == seat.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    db.session.execute(
        select(Block)
        .where(Block.id == block.id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    )
    db.session.refresh(session, ["state", "paused_at", "late_until"])
    return session
