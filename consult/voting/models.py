"""Supports; questions, statements and stances; formal choices and their ballots."""

from __future__ import annotations

import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.contributions import Channel, Contribution, Voice
from consult.kernel.db import Model
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.processes import Process

LOT_BITS = 31
"""A statement's place in the drawn order, by which each gets the same exposure."""
STATEMENT_LIMIT = 140
RECEIPT_GROUP = 4


class Support(Model):
    """A voice stands behind a contribution; each voice once.

    `read_version` is the latest version of it whose changes they say they have read since.
    """

    __tablename__ = "support"
    __table_args__ = (UniqueConstraint("contribution_id", "voice_id"),)

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    voice_id: Mapped[int] = mapped_column(ForeignKey("voice.id"), index=True)
    at: Mapped[datetime]
    via: Mapped[Channel] = mapped_column(default=Channel.ONLINE)
    read_version: Mapped[int | None]


class Question(Model):
    """What a curator asks, in the consultation's languages; statements stand under it."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_process", "process_id", "opened_at", "id"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    title: Mapped[dict[str, str]]
    note: Mapped[dict[str, str]]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]

    process: Mapped[Process] = relationship(lazy="raise_on_sql")

    def close(self, at: datetime) -> None:
        """Take no more answers, and show what was answered."""
        if self.closed_at is not None:
            raise RefusedError(_("This question was closed already."))
        self.closed_at = at


class StatementState(StrEnum):
    """Who may read a statement, and answer it."""

    WAITING = "waiting"
    PUBLISHED = "published"
    HIDDEN = "hidden"


class Statement(Model):
    """One sentence that one can agree with or not, of staff or of a voice.

    The counts are of stances, kept by the transaction that takes them.
    """

    __tablename__ = "statement"
    __table_args__ = (
        CheckConstraint(f"length(text) <= {STATEMENT_LIMIT}", name="short"),
        CheckConstraint(
            "(voice_id IS NULL) <> (written_by_id IS NULL)", name="of_staff_or_of_a_voice"
        ),
        Index("ix_statement_exposure", "question_id", "state", "answers", "lot"),
    )

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    text: Mapped[str]
    language: Mapped[str]
    state: Mapped[StatementState] = mapped_column(default=StatementState.WAITING)
    voice_id: Mapped[int | None] = mapped_column(ForeignKey("voice.id"), index=True)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"), index=True)
    written_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    lot: Mapped[int] = mapped_column(default=lambda: secrets.randbits(LOT_BITS))
    answers: Mapped[int] = mapped_column(default=0)
    agreeing: Mapped[int] = mapped_column(default=0)
    disagreeing: Mapped[int] = mapped_column(default=0)
    priority: Mapped[float | None]
    """How much another answer would tell, as far as somebody looked; drawn by when asking."""

    question: Mapped[Question] = relationship(lazy="raise_on_sql")
    voice: Mapped[Voice | None] = relationship(lazy="raise_on_sql")
    contribution: Mapped[Contribution | None] = relationship(lazy="raise_on_sql")

    @property
    def is_public(self) -> bool:
        """Whether everyone may read it."""
        return self.state is StatementState.PUBLISHED

    @property
    def passing(self) -> int:
        """How many voices took no side."""
        return self.answers - self.agreeing - self.disagreeing

    def publish(self, at: datetime) -> None:
        """Let everyone read it and answer it."""
        if self.state is StatementState.PUBLISHED:
            raise RefusedError(_("This statement is public already."))
        self.state = StatementState.PUBLISHED
        self.published_at = self.published_at or at

    def hide(self) -> None:
        """Keep it from readers; its row and the stances on it stay."""
        if self.state is StatementState.HIDDEN:
            raise RefusedError(_("This statement is hidden already."))
        self.state = StatementState.HIDDEN


class Value(StrEnum):
    """Where a voice stands on a statement."""

    AGREE = "agree"
    DISAGREE = "disagree"
    NEITHER = "pass"


class PassKind(StrEnum):
    """Why a voice takes no side."""

    NOT_CLEAR = "not_clear"
    NOT_MY_CONCERN = "not_my_concern"
    TORN = "torn"


class Stance(Model):
    """Where one voice stands on one statement; it may change, it is never doubled."""

    __tablename__ = "stance"
    __table_args__ = (
        UniqueConstraint("statement_id", "voice_id"),
        CheckConstraint("value = 'pass' OR pass_kind IS NULL", name="only_a_pass_has_a_kind"),
    )

    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    voice_id: Mapped[int] = mapped_column(ForeignKey("voice.id"), index=True)
    value: Mapped[Value]
    pass_kind: Mapped[PassKind | None]
    at: Mapped[datetime]

    statement: Mapped[Statement] = relationship(lazy="raise_on_sql")


class Electorate(StrEnum):
    """Who may vote in a choice, besides being of age and not suspended."""

    ANYONE = "anyone"
    RESIDENTS = "residents"


class Choice(Model):
    """A formal vote: up to `most` approvals among its options, between two instants.

    Its rules stay as they are from the first ballot on.
    """

    __tablename__ = "choice"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint("most >= 1", name="one_approval_at_least"),
        Index("ix_choice_process", "process_id", "opens_at", "id"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    title: Mapped[dict[str, str]]
    note: Mapped[dict[str, str]]
    most: Mapped[int]
    electorate: Mapped[Electorate] = mapped_column(default=Electorate.ANYONE)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    arranged_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    arranged_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[str] = mapped_column(default="", server_default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    options: Mapped[list[Option]] = relationship(
        order_by="(Option.position, Option.id)",
        lazy="selectin",
        cascade="all, delete-orphan",
    )

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back before it opened."""
        return self.withdrawn_at is not None

    def is_over(self, at: datetime) -> bool:
        """Whether it belongs to the past; its last instant is already outside."""
        return self.closes_at <= at

    def withdraw(self, at: datetime, because: str) -> None:
        """Take it back, telling why; it stays readable."""
        self.withdrawn_at, self.withdrawn_because = at, because


class Option(Model):
    """One thing that can be approved: a node or a project by its id, or words alone."""

    __tablename__ = "choice_option"
    __table_args__ = (UniqueConstraint("choice_id", "position"),)

    choice_id: Mapped[int] = mapped_column(ForeignKey("choice.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[dict[str, str]]
    thing_kind: Mapped[str]
    thing_id: Mapped[int | None]


class Ballot(Model):
    """What one voice answers to a choice; each voice has one, and may change it until closing."""

    __tablename__ = "ballot"
    __table_args__ = (UniqueConstraint("choice_id", "voice_id"),)

    choice_id: Mapped[int] = mapped_column(ForeignKey("choice.id"))
    voice_id: Mapped[int] = mapped_column(ForeignKey("voice.id"), index=True)
    receipt: Mapped[str] = mapped_column(unique=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    cast_at: Mapped[datetime]

    @property
    def receipt_words(self) -> str:
        """The receipt as one reads it aloud: four letters at a time."""
        return "-".join(
            self.receipt[place : place + RECEIPT_GROUP]
            for place in range(0, len(self.receipt), RECEIPT_GROUP)
        )


class Approval(Model):
    """An option that a ballot approves."""

    __tablename__ = "approval"
    __table_args__ = (UniqueConstraint("ballot_id", "option_id"),)

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id", ondelete="CASCADE"))
    option_id: Mapped[int] = mapped_column(ForeignKey("choice_option.id"), index=True)
