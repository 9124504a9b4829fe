"""Guides in versions, and in versions too what interviewees are told and asked."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kernel.db import Model


class Silence(StrEnum):
    """What it means when an interviewee does not answer what they are given to read."""

    WITHHOLDS = "withholds"
    APPROVES = "approves"


class Guide(Model):
    """What interviewers ask, under one name; what it says is in its versions."""

    __tablename__ = "interview_guide"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    name: Mapped[str]
    made_at: Mapped[datetime]

    versions: Mapped[list[GuideVersion]] = relationship(
        back_populates="guide", order_by="GuideVersion.number", lazy="raise_on_sql"
    )


class GuideVersion(Model):
    """A guide as it stood: chapters, questions and prompts, in each language; it never changes."""

    __tablename__ = "interview_guide_version"
    __table_args__ = (UniqueConstraint("guide_id", "number"),)

    guide_id: Mapped[int] = mapped_column(ForeignKey("interview_guide.id"))
    number: Mapped[int]
    texts: Mapped[dict[str, str]]
    written_at: Mapped[datetime]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    guide: Mapped[Guide] = relationship(back_populates="versions", lazy="raise_on_sql")


class ConsentText(Model):
    """What interviewees are told and asked, in one version that never changes.

    `silence` after `silence_days` is part of it, and how long audio and scans are kept, in days.
    """

    __tablename__ = "consent_text"
    __table_args__ = (UniqueConstraint("process_id", "number"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    number: Mapped[int]
    texts: Mapped[dict[str, str]]
    silence: Mapped[Silence]
    silence_days: Mapped[int]
    audio_days: Mapped[int]
    scan_days: Mapped[int]
    published_at: Mapped[datetime]
    published_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
