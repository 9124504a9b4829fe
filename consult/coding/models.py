"""Coding: a tree of codes, passages of a text, and who put which code on which."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kernel.db import Model
from consult.transcripts import TranscriptVersion

_SURE = sql("is_sure")
_STANDS = sql("removed_at IS NULL")


class PassageState(StrEnum):
    """What the interviewee has said of a passage."""

    OPEN = "open"
    APPROVED = "approved"
    AMENDED = "amended"
    WITHHELD = "withheld"


class StepKind(StrEnum):
    """One thing a coder did, so that it can be undone."""

    MARK = "mark"
    UNMARK = "unmark"
    DETAIL = "detail"


class Tie(StrEnum):
    """What of the plan, or of the idea map, a code can be."""

    THEME = "theme"
    PLATFORM = "platform"
    STRATEGY = "strategy"
    NODE = "node"


class Code(Model):
    """What a passage is about, in the codebook of a consultation: a tree.

    It may be a theme, a platform or a strategy of the plan, or a node of the idea map, one of them;
    free, it is none. `sibling_key` is its name as it is compared, under its parent, while it is not
    retired: two are never called alike.
    """

    __tablename__ = "code"
    __table_args__ = (
        UniqueConstraint("process_id", "sibling_key"),
        CheckConstraint("parent_id <> id", name="under_another"),
        CheckConstraint(
            "(theme_id IS NULL OR platform_id IS NULL)"
            " AND (theme_id IS NULL OR strategy_id IS NULL)"
            " AND (platform_id IS NULL OR strategy_id IS NULL)",
            name="tied_to_one_thing",
        ),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("code.id"), index=True)
    name: Mapped[str]
    sibling_key: Mapped[str | None]
    description: Mapped[str] = mapped_column(default="")
    colour: Mapped[int]
    position: Mapped[int]
    is_codable: Mapped[bool] = mapped_column(default=True)
    is_in_vivo: Mapped[bool] = mapped_column(default=False)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    platform_id: Mapped[int | None] = mapped_column(ForeignKey("platform.id"))
    strategy_id: Mapped[int | None] = mapped_column(ForeignKey("strategy.id"))
    node_id: Mapped[int | None] = mapped_column(ForeignKey("node.id"), index=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def tie(self) -> str:
        """What it is of the plan or the map, as `theme:7`; nothing when it is free."""
        ties = {kind: getattr(self, f"{kind}_id") for kind in Tie}
        return next((f"{kind}:{one}" for kind, one in ties.items() if one), "")


class Passage(Model):
    """A span of a text, in code points of the version that stands, end exclusive.

    `words` are those at the span. `public_words` are what the interviewee put in their place.
    Carried over to a new version, it may be unsure where it stands: then a coder looks.
    """

    __tablename__ = "passage"
    __table_args__ = (
        Index(
            "uq_passage_span",
            "transcript_id",
            "start",
            "end",
            unique=True,
            sqlite_where=_SURE,
            postgresql_where=_SURE,
        ),
        CheckConstraint('start >= 0 AND start < "end"', name="not_empty"),
    )

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"), index=True)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("transcript_version.id"))
    start: Mapped[int]
    end: Mapped[int]
    words: Mapped[str]
    is_sure: Mapped[bool] = mapped_column(default=True)
    state: Mapped[PassageState] = mapped_column(default=PassageState.OPEN)
    public_words: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    made_at: Mapped[datetime]

    version: Mapped[TranscriptVersion] = relationship(lazy="raise_on_sql")


class Mark(Model):
    """A code that a coder put on a passage, with a memo and how important it is, 0 to 3.

    Taken off again, its row stays, so that this can be undone. Where two coders disagree somebody
    settles whether it stands.
    """

    __tablename__ = "mark"
    __table_args__ = (
        Index(
            "uq_mark",
            "passage_id",
            "code_id",
            "coder_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("ix_mark_code_id", "code_id", "removed_at"),
        CheckConstraint("importance BETWEEN 0 AND 3", name="importance"),
    )

    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"))
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    coder_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    memo: Mapped[str] = mapped_column(default="")
    importance: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    stands: Mapped[bool] = mapped_column(default=True)

    passage: Mapped[Passage] = relationship(lazy="raise_on_sql")
    code: Mapped[Code] = relationship(lazy="raise_on_sql")


class CodingStep(Model):
    """One thing that a coder did in an interview, with what stood before."""

    __tablename__ = "coding_step"
    __table_args__ = (Index("ix_coding_step_coder", "interview_id", "by_id", "id"),)

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    mark_id: Mapped[int] = mapped_column(ForeignKey("mark.id"))
    kind: Mapped[StepKind]
    before: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
