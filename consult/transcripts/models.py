"""Transcripts of interviews: their text in versions, and which words are masked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model
from consult.transcripts.formats import Kind


class Transcript(Model):
    """What was said in an interview, in writing; erased, its row stays without a word."""

    __tablename__ = "transcript"

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"), unique=True)
    number: Mapped[int]
    made_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class TranscriptVersion(Model):
    """The text as it was brought or corrected: NFC with LF; offsets in it are code points.

    Speakers and times stand in the text itself, and are told from it (`turns_of`).
    """

    __tablename__ = "transcript_version"
    __table_args__ = (UniqueConstraint("transcript_id", "number"),)

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    number: Mapped[int]
    text: Mapped[str]
    kind: Mapped[Kind]
    source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    written_at: Mapped[datetime]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class MaskChoice(Model):
    """Words that somebody chose to mask wherever they stand, or to leave though they were found.

    `words` are folded: case and spaces apart.
    """

    __tablename__ = "mask_choice"
    __table_args__ = (UniqueConstraint("transcript_id", "words"),)

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    words: Mapped[str]
    is_masked: Mapped[bool]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
