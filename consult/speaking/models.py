"""Who asks for the floor in a session, who has it, and for how long."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kernel.db import Model
from consult.seats import Seat

_OPEN = sql("ended_at IS NULL AND taken_back_at IS NULL")


class Turn(Model):
    """A seat asks for the floor, is given it and ends; an order of its own moves it."""

    __tablename__ = "speaking_turn"
    __table_args__ = (
        Index("ix_speaking_turn_list", "session_id", "block_id", "position", "id"),
        # A seat waits once, whatever device it asks from.
        Index(
            "uq_speaking_turn_open",
            "block_id",
            "seat_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id"))
    block_id: Mapped[int] = mapped_column(ForeignKey("session_block.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    position: Mapped[int]
    asked_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]

    seat: Mapped[Seat] = relationship(lazy="raise_on_sql")
