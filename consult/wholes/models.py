"""The text of an interview as its interviewee was given it to read, and what they said of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model


class WholeAnswer(StrEnum):
    """What an interviewee says of the whole text."""

    APPROVED = "approved"
    WITHHELD = "withheld"


class WholeText(Model):
    """All turns of an interview, personal data masked, as they were sent.

    `number` tells one sending from another. A turn is `{"voice": 1, "words": "…"}`: voices are
    counted as they begin to speak, for a speaker's label may be a name. Taken back, the row is
    gone.
    """

    __tablename__ = "whole_text"

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"), unique=True)
    version_number: Mapped[int]
    number: Mapped[int]
    turns: Mapped[list[dict[str, Any]]]
    sent_at: Mapped[datetime]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[WholeAnswer | None]
    comment: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
