"""What was promised in a session, and each thing that was said to have become of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts import Person
from consult.kernel.db import Model
from consult.tables import Session


class CommitmentState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    LATE = "late"
    KEPT = "kept"
    DROPPED = "dropped"


NOT_DONE = frozenset({CommitmentState.OPEN, CommitmentState.UNDER_WAY, CommitmentState.LATE})
"""What is still to be kept: late once its day has passed."""


class Commitment(Model):
    """Who does what by when, and with which agreement, as promised in a session.

    `state`, `note` and `changed_at` are those of the last act that stands. One that was written by
    mistake is taken back: its row stays. `email` is where who promised it is reminded; whoever has
    an account at that address says what became of it, beside the staff.
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
    changed_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    session: Mapped[Session] = relationship(lazy="raise_on_sql")

    def state_on(self, today: date) -> CommitmentState:
        """What is told of it on a day: what is not done is late once its own day has passed."""
        passed = self.by_when is not None and self.by_when < today
        return CommitmentState.LATE if passed and self.state in NOT_DONE else self.state

    def is_by(self, person: Person | None) -> bool:
        """Whether this person promised it: it is their address that is reminded."""
        if person is None or person.suspended or not self.email or not person.email:
            return False
        return person.email.casefold() == self.email.casefold()


class CommitmentAct(Model):
    """What somebody said became of a promise, on a day; one that was undone stays, as undone."""

    __tablename__ = "commitment_act"

    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    state: Mapped[CommitmentState]
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_promiser: Mapped[bool]
    undone_at: Mapped[datetime | None]
