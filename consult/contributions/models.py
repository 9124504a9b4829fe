"""Voices, and what they said: one noun for every door."""

from __future__ import annotations

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Any

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, func
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts import Person
from consult.kernel.db import Model
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.text import Prose
from consult.processes import Process
from consult.taxonomy import Theme
from consult.territory import Municipality

LOT_BITS = 31
"""A contribution's place in the drawn order, by which a fair list gives each the same exposure."""


class VoiceKind(StrEnum):
    """How we know who said it."""

    PERSON = "person"
    SEAT = "seat"
    PAPER = "paper"
    ORGANISATION = "organisation"
    INTERVIEWEE = "interviewee"
    IMPORTED = "imported"


class Channel(StrEnum):
    """The door a contribution came through; the values are the codes a plan names them by."""

    ONLINE = "online"
    TABLE = "territorial-table"
    DEVELOPMENT_TABLE = "development-table"
    INTERVIEW = "interview"
    ARCHIVE = "project-archive"


class State(StrEnum):
    """Who may read a contribution."""

    WAITING = "waiting"
    RETURNED = "returned"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


class Voice(Model):
    """Who said it: distinct voices are counted as distinct people.

    Whoever took a seat without an account and attached one later has two voices that are the
    same: `same_as_id` is the person's, and both count as that one.
    """

    __tablename__ = "voice"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'person') = (person_id IS NOT NULL)", name="a_person_has_a_person"
        ),
    )

    kind: Mapped[VoiceKind]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    called: Mapped[str | None]
    created_at: Mapped[datetime]
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("voice.id"), index=True)

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    @hybrid_property
    def counted_id(self) -> int:
        """The voice that this one counts as: whoever counts people counts these, distinct."""
        return self.same_as_id or self.id

    @counted_id.inplace.expression
    @classmethod
    def _counted_id(cls) -> ColumnElement[int]:
        return func.coalesce(cls.same_as_id, cls.id)

    @property
    def name(self) -> str:
        """What others read: the person's chosen name, or what the voice is called."""
        if self.person is not None:
            return self.person.name
        return self.called or _("A participant")


class Contribution(Model):
    """One thing that one voice said about the plan, and the door it came through."""

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("source_system", "source_id", name="uq_contribution_imported_once"),
        CheckConstraint(
            "(state = 'published') <= (published_at IS NOT NULL)", name="published_has_its_moment"
        ),
        Index("ix_contribution_newest", "process_id", "state", "published_at", "id"),
        Index("ix_contribution_waiting", "process_id", "state", "submitted_at", "id"),
        Index("ix_contribution_place", "municipality_id", "state", "published_at", "id"),
        Index("ix_contribution_theme", "theme_id", "state", "published_at", "id"),
        Index("ix_contribution_supported", "process_id", "state", "supports", "id"),
        Index("ix_contribution_discussed", "process_id", "state", "comments", "id"),
        Index("ix_contribution_lot", "process_id", "state", "lot", "id"),
    )

    code: Mapped[str] = mapped_column(unique=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    voice_id: Mapped[int] = mapped_column(ForeignKey("voice.id"), index=True)
    channel: Mapped[Channel]
    title: Mapped[str]
    source: Mapped[str]
    body: Mapped[Markup] = mapped_column(Prose)
    language: Mapped[str]
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    state: Mapped[State] = mapped_column(default=State.WAITING)
    submitted_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    evidence: Mapped[dict[str, Any] | None]
    source_system: Mapped[str | None]
    source_id: Mapped[str | None]
    supports: Mapped[int] = mapped_column(default=0)
    comments: Mapped[int] = mapped_column(default=0)
    lot: Mapped[int] = mapped_column(default=lambda: secrets.randbits(LOT_BITS))
    version: Mapped[int] = mapped_column(default=1)
    revised_at: Mapped[datetime | None]

    process: Mapped[Process] = relationship(lazy="raise_on_sql")
    voice: Mapped[Voice] = relationship(lazy="raise_on_sql")
    municipality: Mapped[Municipality | None] = relationship(lazy="raise_on_sql")
    theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql")

    @property
    def is_public(self) -> bool:
        """Whether everyone may read it."""
        return self.state is State.PUBLISHED

    def publish(self, at: datetime) -> None:
        """Let everyone read it."""
        if self.state not in {State.WAITING, State.RETURNED, State.HIDDEN}:
            raise RefusedError(_("Only a contribution that is waiting or hidden can be published."))
        self.state = State.PUBLISHED
        self.published_at = self.published_at or at

    def hide(self) -> None:
        """Keep it from readers; its row, its reason and its author's rights stay."""
        if self.state not in {State.WAITING, State.RETURNED, State.PUBLISHED}:
            raise RefusedError(_("Only a contribution that is waiting or published can be hidden."))
        self.state = State.HIDDEN

    def give_back(self) -> None:
        """Ask its author to change something before it can be published."""
        if self.state is not State.WAITING:
            raise RefusedError(_("Only a contribution that is waiting can go back to its author."))
        self.state = State.RETURNED

    def withdraw(self) -> None:
        """Take it away from everyone but its author and the staff."""
        if self.state is State.WITHDRAWN:
            raise RefusedError(_("This contribution was withdrawn already."))
        self.state = State.WITHDRAWN


class PastVersion(Model):
    """What a contribution said before a revision; the first version has the number 1."""

    __tablename__ = "past_version"
    __table_args__ = (UniqueConstraint("contribution_id", "number"),)

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    number: Mapped[int]
    title: Mapped[str]
    source: Mapped[str]
    until: Mapped[datetime]
    revised_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
