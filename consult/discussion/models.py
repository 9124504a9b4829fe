"""Comments: what people answer to a contribution, and to each other."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.contributions import Contribution, Voice
from consult.kernel.db import Model
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.text import Prose


class State(StrEnum):
    """Who may read a comment."""

    WAITING = "waiting"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


class Comment(Model):
    """What a voice answers to a contribution, or to another comment that answers it.

    Two levels at most: a comment has a parent only if the parent has none. `replies` counts the
    public ones under it. `evidence` says which row of which import it came from, if it did.
    """

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint("parent_id <> id", name="answers_another"),
        Index("ix_comment_thread", "contribution_id", "parent_id", "written_at", "id"),
        Index("ix_comment_replies", "parent_id", "written_at", "id"),
    )

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    voice_id: Mapped[int] = mapped_column(ForeignKey("voice.id"), index=True)
    source: Mapped[str]
    body: Mapped[Markup] = mapped_column(Prose)
    language: Mapped[str]
    state: Mapped[State] = mapped_column(default=State.PUBLISHED)
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    replies: Mapped[int] = mapped_column(default=0)
    evidence: Mapped[dict[str, Any] | None]

    contribution: Mapped[Contribution] = relationship(lazy="raise_on_sql")
    voice: Mapped[Voice] = relationship(lazy="raise_on_sql")
    parent: Mapped[Comment | None] = relationship(
        remote_side="Comment.id", lazy="raise_on_sql", viewonly=True
    )

    @property
    def is_public(self) -> bool:
        """Whether everyone may read it."""
        return self.state is State.PUBLISHED

    def hide(self, at: datetime) -> None:
        """Keep it from readers; its row and its author's rights stay."""
        if self.state not in {State.WAITING, State.PUBLISHED}:
            raise RefusedError(_("Only a comment that is public or waiting can be hidden."))
        self.state, self.changed_at = State.HIDDEN, at

    def show(self, at: datetime) -> None:
        """Let everyone read it."""
        if self.state not in {State.WAITING, State.HIDDEN}:
            raise RefusedError(_("Only a comment that is hidden or waiting can be shown."))
        self.state, self.changed_at = State.PUBLISHED, at

    def withdraw(self, at: datetime) -> None:
        """Take it away for good; what others answered to it stays."""
        if self.state is State.WITHDRAWN:
            raise RefusedError(_("This comment was withdrawn already."))
        self.state, self.changed_at = State.WITHDRAWN, at
