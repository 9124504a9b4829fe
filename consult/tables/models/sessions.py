"""Sessions of a table: their agenda of blocks, who was asked to come, agendas kept for later."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kernel.db import Model
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.tables.models.standing import Table


class SessionState(StrEnum):
    """Where a session is in its life."""

    PREPARED = "prepared"
    OPEN = "open"
    RUNNING = "running"
    ENDED = "ended"
    CLOSED = "closed"


class BlockKind(StrEnum):
    """What the people of a session do in a block of its agenda."""

    WELCOME = "welcome"
    BRIEF = "brief"
    SILENT_WRITE = "silent_write"
    BREAKOUT = "breakout"
    CLUSTER = "cluster"
    GALLERY = "gallery"
    PLENARY = "plenary"
    VOTE = "vote"
    COMMIT = "commit"
    READBACK = "readback"
    BREAK = "break"
    SURVEY = "survey"


class Session(Model):
    """One meeting of a table: an agenda, a place, a code to join by, and where it has come to.

    The block at hand is the one that has begun and not ended. `paused_at` stops the countdown.
    """

    __tablename__ = "table_session"
    __table_args__ = (
        UniqueConstraint("table_id", "number"),
        CheckConstraint("planned_minutes > 0", name="takes_time"),
    )

    table_id: Mapped[int] = mapped_column(ForeignKey("standing_table.id"))
    number: Mapped[int]
    title: Mapped[str]
    question: Mapped[str]
    language: Mapped[str]
    method: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    planned_minutes: Mapped[int]
    place: Mapped[str] = mapped_column(default="")
    video_url: Mapped[str] = mapped_column(default="")
    join_code: Mapped[str] = mapped_column(unique=True)
    asks_approval: Mapped[bool] = mapped_column(default=False)
    takes_nicknames: Mapped[bool] = mapped_column(default=False)
    per_group: Mapped[int] = mapped_column(default=8)
    state: Mapped[SessionState] = mapped_column(default=SessionState.PREPARED)
    announced_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    late_until: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_because: Mapped[str] = mapped_column(default="")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    table: Mapped[Table] = relationship(lazy="raise_on_sql")
    blocks: Mapped[list[Block]] = relationship(
        back_populates="session",
        order_by="(Block.position, Block.id)",
        lazy="selectin",
        cascade="all, delete-orphan",
    )

    @property
    def ends_at(self) -> datetime:
        """When it is planned to end."""
        return self.starts_at + timedelta(minutes=self.planned_minutes)

    @property
    def block(self) -> Block | None:
        """The block at hand, while the session runs."""
        if self.state is not SessionState.RUNNING:
            return None
        return next((one for one in self.blocks if one.is_at_hand), None)

    @property
    def takes_people(self) -> bool:
        """Whether one can join now."""
        return self.state in {SessionState.OPEN, SessionState.RUNNING}

    @property
    def is_announced(self) -> bool:
        """Whether everyone may read of it: until then it is a draft of who prepares it."""
        return self.announced_at is not None

    def announce(self, at: datetime) -> None:
        """Let everyone read of it."""
        self.announced_at = self.announced_at or at

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off before it opened."""
        return self.cancelled_at is not None

    @property
    def is_over(self) -> bool:
        """Whether nothing more is planned in it."""
        return self.is_cancelled or self.state in {SessionState.ENDED, SessionState.CLOSED}

    def cancel(self, at: datetime, because: str) -> None:
        """Call it off, for a reason that everyone reads."""
        if self.state is not SessionState.PREPARED or self.is_cancelled:
            raise RefusedError(_("Only a session that has not opened can be called off."))
        self.cancelled_at, self.cancelled_because = at, because

    def open(self, at: datetime) -> None:
        """Let people join."""
        if self.state is not SessionState.PREPARED or self.is_cancelled:
            raise RefusedError(_("Only a session that is being prepared can open."))
        if not self.blocks:
            raise RefusedError(_("An agenda without blocks cannot open."))
        self.state, self.opened_at = SessionState.OPEN, at
        self.announce(at)

    def start(self, at: datetime) -> None:
        """Begin with the first block."""
        if self.state is not SessionState.OPEN:
            raise RefusedError(_("Only a session that is open can start."))
        self.state, self.started_at = SessionState.RUNNING, at

    def end(self, at: datetime, late_until: datetime) -> None:
        """Nothing more is written but late contributions, up to a moment."""
        if self.state is not SessionState.RUNNING:
            raise RefusedError(_("Only a session that is running can end."))
        self.state, self.ended_at, self.late_until = SessionState.ENDED, at, late_until
        self.paused_at = None

    def close(self, at: datetime) -> None:
        """Its cards are passed on: it stays as it is."""
        if self.state is not SessionState.ENDED:
            raise RefusedError(_("Only a session that is over can be closed."))
        self.state, self.closed_at = SessionState.CLOSED, at


class Block(Model):
    """A part of the agenda: what is done, for how many minutes and by which rules.

    No bound means as many as one likes. `paused_seconds` and `extra_seconds` move its end.
    """

    __tablename__ = "session_block"
    __table_args__ = (
        UniqueConstraint("session_id", "position"),
        CheckConstraint("minutes > 0", name="takes_time"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[BlockKind]
    title: Mapped[str]
    prompt: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int]
    hidden_until_reveal: Mapped[bool] = mapped_column(default=False)
    cards_each: Mapped[int | None]
    card_length: Mapped[int | None]
    dots_each: Mapped[int | None]
    dots_per_card: Mapped[int | None]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]
    extra_seconds: Mapped[int] = mapped_column(default=0)
    paused_seconds: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    session: Mapped[Session] = relationship(back_populates="blocks", lazy="raise_on_sql")

    @property
    def is_at_hand(self) -> bool:
        """Whether it is what the session does now."""
        return self.began_at is not None and self.ended_at is None

    @property
    def is_covered(self) -> bool:
        """Whether what is written in it is still hidden from the others."""
        return self.hidden_until_reveal and self.revealed_at is None

    def seconds_left(self, at: datetime, paused_at: datetime | None) -> int:
        """Return how long it still lasts, computed alike for everyone; below zero it is over."""
        if self.began_at is None:
            return 60 * self.minutes
        until = self.began_at + timedelta(
            seconds=60 * self.minutes + self.extra_seconds + self.paused_seconds
        )
        return round((until - (paused_at or at)).total_seconds())


class Invitation(Model):
    """Someone who was asked to a session by letter, and their answer by one press.

    `asked` counts the letters that were ordered, `written` those that were written;
    `told_version` is the version of the session that the last one told.
    """

    __tablename__ = "session_invitation"
    __table_args__ = (UniqueConstraint("session_id", "email"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id", ondelete="CASCADE"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("table_member.id"))
    email: Mapped[str]
    called: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    sent_at: Mapped[datetime]
    asked: Mapped[int] = mapped_column(default=1)
    written: Mapped[int] = mapped_column(default=0)
    told_version: Mapped[int] = mapped_column(default=0)
    comes: Mapped[bool | None]
    answered_at: Mapped[datetime | None]


class SavedMethod(Model):
    """An agenda that a team keeps, to prepare its next session from."""

    __tablename__ = "saved_method"
    __table_args__ = (UniqueConstraint("process_id", "name"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    name: Mapped[str]
    agenda: Mapped[list[dict[str, Any]]]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime]
