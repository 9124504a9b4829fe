"""A consultation: its texts, its pact, its phases and what each opens, and who works on it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts import Person
from consult.kernel.db import Model
from consult.kernel.errors import RefusedError
from consult.kernel.fragments import cached
from consult.kernel.i18n import _, current_language, text
from consult.kernel.text import markdown_html
from consult.taxonomy import Cycle
from consult.territory import Zone

LEAST_AGE = 14
_EVERYWHERE = sql("until IS NULL AND zone_id IS NULL")
_IN_ZONE = sql("until IS NULL AND zone_id IS NOT NULL")


class State(StrEnum):
    """Where a consultation is in its life; each step is an act with its date."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


class Activity(StrEnum):
    """What a phase may open."""

    SUBMIT_IDEAS = "submit_ideas"
    COMMENT = "comment"
    SUPPORT = "support"
    TAKE_STANCES = "take_stances"
    TABLES = "tables"
    INTERVIEWS = "interviews"
    CHOOSE = "choose"
    CANDIDATE_PROJECTS = "candidate_projects"


class Role(StrEnum):
    """What someone may do for a consultation, in one zone or in all."""

    FACILITATOR = "facilitator"
    MODERATOR = "moderator"
    CURATOR = "curator"
    PLANNER = "planner"


class Process(Model):
    """One consultation on a plan, with what it asks, who decides and what can change."""

    __tablename__ = "process"
    __table_args__ = (CheckConstraint(f"minimum_age >= {LEAST_AGE}", name="least_age"),)

    slug: Mapped[str] = mapped_column(unique=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    title: Mapped[dict[str, str]]
    question: Mapped[dict[str, str]]
    summary: Mapped[dict[str, str]]
    who_decides: Mapped[dict[str, str]]
    can_change: Mapped[dict[str, str]]
    cannot_change: Mapped[dict[str, str]]
    languages: Mapped[list[str]]
    minimum_age: Mapped[int]
    edit_hours: Mapped[int] = mapped_column(default=24)
    supports_shown_from: Mapped[datetime | None]
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    published_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    cycle: Mapped[Cycle] = relationship(lazy="joined", innerjoin=True)
    phases: Mapped[list[Phase]] = relationship(
        back_populates="process",
        order_by="(Phase.position, Phase.id)",
        lazy="selectin",
        cascade="all, delete-orphan",
    )

    @property
    def time_zone(self) -> ZoneInfo:
        """The clock that the consultation's dates are read on."""
        return ZoneInfo(self.cycle.time_zone)

    def prose(self, name: str) -> Markup:
        """One of the consultation's long texts as a page, in the language of the reader."""
        source = text(getattr(self, name))
        key = ("process", self.id, self.version, name, current_language())
        return cached(key, lambda: markdown_html(source))

    def phase_open_for(self, activity: Activity, at: datetime) -> Phase | None:
        """The phase that lets people do this now, if the consultation is published and has one."""
        if self.state is not State.PUBLISHED:
            return None
        return next((one for one in self.open_phases(at) if activity in one.opens), None)

    def open_phases(self, at: datetime) -> list[Phase]:
        """The phases that the given instant falls in."""
        return [phase for phase in self.phases if phase.is_open(at)]

    def shows_supports(self, at: datetime) -> bool:
        """Whether the counts of supports are shown, or kept until a moment still to come."""
        return self.supports_shown_from is None or self.supports_shown_from <= at

    def publish(self, at: datetime) -> None:
        """Let everyone see it."""
        if self.state is not State.DRAFT:
            raise RefusedError(_("Only a draft can be published."))
        self.state = State.PUBLISHED
        self.published_at = at

    def close(self, at: datetime) -> None:
        """End it, keeping it readable."""
        if self.state is not State.PUBLISHED:
            raise RefusedError(_("Only a published consultation can be closed."))
        self.state = State.CLOSED
        self.closed_at = at


class Phase(Model):
    """A span between two instants, and what people can do in it."""

    __tablename__ = "phase"
    __table_args__ = (
        UniqueConstraint("process_id", "code"),
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"))
    code: Mapped[str]
    title: Mapped[dict[str, str]]
    summary: Mapped[dict[str, str]]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    position: Mapped[int]
    opens: Mapped[list[str]]
    version: Mapped[int] = mapped_column(default=1)

    process: Mapped[Process] = relationship(back_populates="phases")

    def is_open(self, at: datetime) -> bool:
        """Open from its first instant up to its last, which is already outside."""
        return self.opens_at <= at < self.closes_at

    def is_over(self, at: datetime) -> bool:
        """Whether it belongs to the past."""
        return self.closes_at <= at


class Pact(Model):
    """One version of what the body and the participants promise each other; it never changes."""

    __tablename__ = "pact"
    __table_args__ = (UniqueConstraint("process_id", "version"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"))
    version: Mapped[int]
    text: Mapped[dict[str, str]]
    published_at: Mapped[datetime]

    def prose(self) -> Markup:
        """The pact as a page, in the language of the reader."""
        source = text(self.text)
        return cached(
            ("pact", self.id, current_language()), lambda: markdown_html(source, headings=True)
        )


class PactAcceptance(Model):
    """A person has accepted one version of a pact."""

    __tablename__ = "pact_acceptance"
    __table_args__ = (UniqueConstraint("pact_id", "person_id"),)

    pact_id: Mapped[int] = mapped_column(ForeignKey("pact.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    accepted_at: Mapped[datetime]


class Staff(Model):
    """Someone works on a consultation in a role, in one zone or everywhere, for a time."""

    __tablename__ = "staff"
    __table_args__ = (
        Index(
            "uq_staff_everywhere",
            "process_id",
            "person_id",
            "role",
            unique=True,
            sqlite_where=_EVERYWHERE,
            postgresql_where=_EVERYWHERE,
        ),
        Index(
            "uq_staff_in_zone",
            "process_id",
            "person_id",
            "role",
            "zone_id",
            unique=True,
            sqlite_where=_IN_ZONE,
            postgresql_where=_IN_ZONE,
        ),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role]
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zone.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    zone: Mapped[Zone | None] = relationship(lazy="raise_on_sql")
