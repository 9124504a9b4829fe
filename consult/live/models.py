"""What changed: a row for each announced change, and per part how many there were before these."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model


class Change(Model):
    """One announced change of a part of a topic, until it is folded into the part's count.

    Rows are only added: who writes a card waits for nobody else who writes one.
    """

    __tablename__ = "live_change"
    __table_args__ = (Index("ix_live_change_topic", "topic", "part"),)

    topic: Mapped[str]
    part: Mapped[str]


class Part(Model):
    """How many changes of a part of a topic were folded so far."""

    __tablename__ = "live_part"
    __table_args__ = (UniqueConstraint("topic", "part"),)

    topic: Mapped[str]
    part: Mapped[str]
    version: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(index=True)
