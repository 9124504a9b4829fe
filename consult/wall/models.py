"""The wall of a session: cards, piles of cards, and the dots that people put on them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.contributions import Contribution
from consult.kernel.db import Model
from consult.seats import Group, Seat
from consult.tables import Block

_ON_CARD = sql("card_id IS NOT NULL")
_ON_PILE = sql("pile_id IS NOT NULL")


class CardKind(StrEnum):
    """What a card is, where a method tells kinds apart by colour."""

    THOUGHT = "thought"
    PROBLEM = "problem"
    PROPOSAL = "proposal"
    QUESTION = "question"


class Pile(Model):
    """Cards that belong together, under a title that the room has chosen.

    A pile that is dissolved keeps its row, so that it can stand again as it was.
    """

    __tablename__ = "pile"
    __table_args__ = (Index("ix_pile_wall", "session_id", "position", "id"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("seat_group.id"))
    title: Mapped[str]
    position: Mapped[int]
    made_at: Mapped[datetime]
    dissolved_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    group: Mapped[Group | None] = relationship(Group, lazy="raise_on_sql")


class Card(Model):
    """What a seat writes in a block: its words are never changed by another.

    `client_key` is the browser's own name for it, so that a resend makes no second one.
    `printed_number` is the number of a paper card. A card linked to another stands behind it.
    """

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("session_id", "client_key"),
        UniqueConstraint("session_id", "printed_number"),
        Index("ix_card_wall", "session_id", "block_id", "id"),
        CheckConstraint("linked_to_id <> id", name="linked_to_another"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id"))
    block_id: Mapped[int] = mapped_column(ForeignKey("session_block.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("seat_group.id"))
    pile_id: Mapped[int | None] = mapped_column(ForeignKey("pile.id"), index=True)
    linked_to_id: Mapped[int | None] = mapped_column(ForeignKey("card.id"))
    kind: Mapped[CardKind] = mapped_column(default=CardKind.THOUGHT)
    source: Mapped[str]
    client_key: Mapped[str | None]
    printed_number: Mapped[int | None]
    written_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_back_at: Mapped[datetime | None]
    set_aside_because: Mapped[str] = mapped_column(default="")
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    seat: Mapped[Seat] = relationship(lazy="raise_on_sql")
    block: Mapped[Block] = relationship(lazy="raise_on_sql")
    pile: Mapped[Pile | None] = relationship(lazy="raise_on_sql")
    contribution: Mapped[Contribution | None] = relationship(lazy="raise_on_sql")


class Dot(Model):
    """How many points a seat puts on a card or a pile in a vote; none is a row with zero."""

    __tablename__ = "dot"
    __table_args__ = (
        CheckConstraint("points >= 0", name="not_negative"),
        CheckConstraint("(card_id IS NULL) <> (pile_id IS NULL)", name="on_one_thing"),
        Index(
            "uq_dot_on_card",
            "block_id",
            "seat_id",
            "card_id",
            unique=True,
            sqlite_where=_ON_CARD,
            postgresql_where=_ON_CARD,
        ),
        Index(
            "uq_dot_on_pile",
            "block_id",
            "seat_id",
            "pile_id",
            unique=True,
            sqlite_where=_ON_PILE,
            postgresql_where=_ON_PILE,
        ),
    )

    block_id: Mapped[int] = mapped_column(ForeignKey("session_block.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id"), index=True)
    pile_id: Mapped[int | None] = mapped_column(ForeignKey("pile.id"), index=True)
    points: Mapped[int]
    put_at: Mapped[datetime]


class Move(Model):
    """One thing done to the wall, so that it can be undone: what stood before and after.

    A facilitator did it (`by_id`), or a seat on its phone with the cards of its group.
    """

    __tablename__ = "wall_move"
    __table_args__ = (Index("ix_wall_move_session", "session_id", "id"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    kind: Mapped[str]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
