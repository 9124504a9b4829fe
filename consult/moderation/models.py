"""What a moderator decided on a contribution, and the rules that a consultation decides by."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts import Person
from consult.contributions import Contribution, State
from consult.kernel.db import Model

UNDO_FOR = timedelta(seconds=20)
"""How long a slip can be taken back; only then is the author written to."""


class Verb(StrEnum):
    """What was decided."""

    PUBLISHED = "published"
    HIDDEN = "hidden"
    SHOWN_AGAIN = "shown_again"


class Decision(Model):
    """One decision on one contribution, and the state it was in before. Taken back, it stays."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint(
            "(verb = 'hidden') = (reason_code IS NOT NULL)", name="only_hiding_has_a_reason"
        ),
        Index("ix_decision_contribution", "contribution_id", "id"),
        Index("ix_decision_by", "by_id", "at"),
    )

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    verb: Mapped[Verb]
    reason_code: Mapped[str | None]
    note: Mapped[str] = mapped_column(default="")
    before: Mapped[State]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    contribution: Mapped[Contribution] = relationship(lazy="raise_on_sql")
    by: Mapped[Person] = relationship(lazy="raise_on_sql")

    def can_be_undone(self, at: datetime) -> bool:
        """Whether the decision stands and is fresh enough to be taken back."""
        return self.undone_at is None and at < self.at + UNDO_FOR


class ReasonList(Model):
    """The published rules of one consultation, where they are not the house's own nine."""

    __tablename__ = "reason_list"

    process_id: Mapped[int] = mapped_column(
        ForeignKey("process.id", ondelete="CASCADE"), unique=True
    )
    reasons: Mapped[list[dict[str, Any]]]
