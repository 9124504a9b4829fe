"""Who asks for the floor in a session, who has it, and for how long."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kernel.db import Model
from consult.seats import Seat


class Turn(Model):
    """A seat asks for the floor, is given it and ends; an order of its own moves it."""

    __tablename__ = "speaking_turn"
    __table_args__ = (Index("ix_speaking_turn_list", "session_id", "block_id", "position", "id"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id"))
    block_id: Mapped[int] = mapped_column(ForeignKey("session_block.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    position: Mapped[int]
    asked_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]

    seat: Mapped[Seat] = relationship(lazy="raise_on_sql")
