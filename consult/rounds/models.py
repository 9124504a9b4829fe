"""What methods keep of their own: places and topics of a grid, cards read one after another."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kernel.db import Model
from consult.seats import Group
from consult.wall import Card


class GridPlace(Model):
    """A room or a corner where people of an open space meet."""

    __tablename__ = "grid_place"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id"))
    number: Mapped[int]
    name: Mapped[str]


class GridCell(Model):
    """A topic at its place and time: the card that proposes it, and the group that talks of it.

    The group is of the block in which one talks, and has the number of the place: so two topics
    are never in one cell.
    """

    __tablename__ = "grid_cell"

    group_id: Mapped[int] = mapped_column(
        ForeignKey("seat_group.id", ondelete="CASCADE"), unique=True
    )
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id"), unique=True)

    group: Mapped[Group] = relationship(Group, lazy="raise_on_sql")
    card: Mapped[Card] = relationship(lazy="raise_on_sql")


class CardReading(Model):
    """A card that was read out in a round of all: the number under which the room knows it."""

    __tablename__ = "card_reading"
    __table_args__ = (
        UniqueConstraint("block_id", "card_id"),
        UniqueConstraint("block_id", "number"),
    )

    block_id: Mapped[int] = mapped_column(ForeignKey("session_block.id"))
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id"))
    number: Mapped[int]
    read_at: Mapped[datetime]
