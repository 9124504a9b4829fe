"""Questions put to a room: quick polls, exit questions, rankings and rounds of estimates."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model


class PollKind(StrEnum):
    """How a question is answered."""

    ONE = "one"
    SCALE = "scale"
    RANKING = "ranking"
    WORDS = "words"


class Poll(Model):
    """A question to everyone in a session; its result is covered until it is told.

    A Delphi panel asks the same again: `round` counts from 1 and `follows_id` is the one before.
    """

    __tablename__ = "poll"

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id"), index=True)
    block_id: Mapped[int | None] = mapped_column(ForeignKey("session_block.id"))
    kind: Mapped[PollKind]
    question: Mapped[str]
    options: Mapped[list[str]]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    round: Mapped[int] = mapped_column(default=1)
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("poll.id"))
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]

    def is_open(self, at: datetime) -> bool:
        """Whether it still takes answers."""
        return self.closed_at is None and (self.closes_at is None or at < self.closes_at)

    @property
    def low(self) -> int:
        """The least of its scale."""
        return int(self.settings.get("low", 1))

    @property
    def high(self) -> int:
        """The most of its scale."""
        return int(self.settings.get("high", 5))

    @property
    def places(self) -> int:
        """How many of its options one ranks."""
        return min(int(self.settings.get("places", 5)), len(self.options))


class PollAnswer(Model):
    """What one seat answers; changed until the poll closes."""

    __tablename__ = "poll_answer"
    __table_args__ = (UniqueConstraint("poll_id", "seat_id"),)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    value: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
