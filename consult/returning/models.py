"""What goes back to an interviewee: rounds with their end, and each passage with its answer."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model

FINGERPRINT = 16
_OPEN = sql("closed_at IS NULL")


class Answer(StrEnum):
    """What an interviewee says of a passage."""

    APPROVED = "approved"
    AMENDED = "amended"
    WITHHELD = "withheld"


class ReturnRound(Model):
    """Passages were sent to an interviewee; after `closes_at` silence means what consent says."""

    __tablename__ = "return_round"
    __table_args__ = (
        Index(
            "uq_return_round_open",
            "interview_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_return_round_closes", "closed_at", "closes_at"),
    )

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"))
    text_id: Mapped[int] = mapped_column(ForeignKey("consent_text.id"))
    sent_at: Mapped[datetime]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closes_at: Mapped[datetime]
    reminders: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]


class ReturnedPassage(Model):
    """A passage as an interviewee was given to read it, and what they said of it.

    `words` stand at `start`..`end` of that version of the transcript, personal data masked.
    `passage_id` has no foreign key: when a transcript is erased its passages go, and this says so.
    """

    __tablename__ = "returned_passage"
    __table_args__ = (UniqueConstraint("interview_id", "number"),)

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"))
    number: Mapped[int]
    passage_id: Mapped[int] = mapped_column(unique=True)
    version_number: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    words: Mapped[str]
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    answer: Mapped[Answer | None]
    own_words: Mapped[str] = mapped_column(default="")
    comment: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    by_silence: Mapped[bool] = mapped_column(default=False)
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"), unique=True)

    @property
    def fingerprint(self) -> str:
        """What tells these words from others that may have stood here when a page was opened."""
        return sha256(self.words.encode()).hexdigest()[:FINGERPRINT]

    @property
    def public_words(self) -> str:
        """What would be published: their own words where they wrote some."""
        return self.own_words or self.words
