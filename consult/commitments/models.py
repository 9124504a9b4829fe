"""What was promised in a session, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model


class CommitmentState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    DROPPED = "dropped"


class Commitment(Model):
    """Who does what by when, and with which agreement, as promised in a session.

    `state_before` is what it was before the last change, which can be undone. One that was
    written by mistake is taken back: its row stays.
    """

    __tablename__ = "commitment"

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id"), index=True)
    pile_id: Mapped[int | None] = mapped_column(ForeignKey("pile.id"))
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id"))
    who: Mapped[str]
    what: Mapped[str]
    by_when: Mapped[date | None]
    agreement: Mapped[str] = mapped_column(default="")
    email: Mapped[str | None]
    state: Mapped[CommitmentState] = mapped_column(default=CommitmentState.OPEN)
    note: Mapped[str] = mapped_column(default="")
    written_at: Mapped[datetime]
    state_before: Mapped[CommitmentState | None]
    changed_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)
