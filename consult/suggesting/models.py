"""A group of texts that may be a node, and what the curators made of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model


class SuggestionState(StrEnum):
    """What the curators made of a suggestion; a decision stands for good."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Suggestion(Model):
    """Public contributions that mean about the same, the middle one first: ids, never words."""

    __tablename__ = "node_suggestion"
    __table_args__ = (
        CheckConstraint("(state = 'accepted') = (node_id IS NOT NULL)", name="accepted_has_a_node"),
        Index("ix_node_suggestion_process", "process_id", "state", "id"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    contributions: Mapped[list[int]]
    state: Mapped[SuggestionState] = mapped_column(default=SuggestionState.OPEN)
    node_id: Mapped[int | None] = mapped_column(ForeignKey("node.id"), index=True)
    made_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
