"""What was found of a question's answers, with what it stands on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model


class OpinionRun(Model):
    """One look at the answers to a question: where statements and groups stand, nobody's place.

    `manifest` says what it stands on, so that it can be found again; `result` holds numbers by
    statement and by group, never by person.
    """

    __tablename__ = "opinion_run"
    __table_args__ = (Index("ix_opinion_run_question", "question_id", "id"),)

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    at: Mapped[datetime]
    judged: Mapped[bool]
    answers: Mapped[int]
    manifest: Mapped[dict[str, Any]]
    result: Mapped[dict[str, Any]]
