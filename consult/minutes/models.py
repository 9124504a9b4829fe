"""What remains of a session: its minutes, their corrections, and the themes of its piles."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kernel.db import Model
from consult.seats import Seat
from consult.taxonomy import Theme


class MinutesState(StrEnum):
    """Who has read the minutes so far."""

    DRAFT = "draft"
    SENT = "sent"
    APPROVED = "approved"


class Minutes(Model):
    """The minutes of a session: drafted from it, corrected by the present, then frozen by hash."""

    __tablename__ = "minutes"

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id"), unique=True)
    source: Mapped[str]
    state: Mapped[MinutesState] = mapped_column(default=MinutesState.DRAFT)
    facts: Mapped[dict[str, Any]]
    drafted_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    corrections_until: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hash: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)


class Correction(Model):
    """What someone who was there says the minutes should say instead."""

    __tablename__ = "minutes_correction"

    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    source: Mapped[str]
    at: Mapped[datetime]
    taken: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(default="")

    seat: Mapped[Seat] = relationship(lazy="raise_on_sql")


class PileTheme(Model):
    """The theme that a facilitator chose for a pile: its cards go on under that one."""

    __tablename__ = "pile_theme"
    __table_args__ = (UniqueConstraint("pile_id"),)

    pile_id: Mapped[int] = mapped_column(ForeignKey("pile.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))

    theme: Mapped[Theme] = relationship(lazy="raise_on_sql")
