"""Interviews: whom to hear, one interview and its life, consent, files, private links."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.guides import ConsentText
from consult.kernel.db import Model
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.processes import Process
from consult.territory import Municipality, Zone

_IN_FORCE = sql("withdrawn_at IS NULL AND replaced_at IS NULL")
_VALID = sql("revoked_at IS NULL")


class InterviewKind(StrEnum):
    """A conversation with one person, a meeting called for it, or a discussion open to all."""

    INTERVIEW = "interview"
    MEETING = "meeting"
    DISCUSSION = "discussion"


class BodyKind(StrEnum):
    """What kind of body the person who is heard speaks from."""

    MUNICIPALITY = "municipality"
    PUBLIC_BODY = "public-body"
    ASSOCIATION = "association"
    BUSINESS = "business"
    UNION = "union"
    SCHOOL = "school"
    HEALTH = "health"
    RESIDENT = "resident"


class InterviewState(StrEnum):
    """Where an interview is in its life; what became of its text, the rooms above tell."""

    PLANNED = "planned"
    HELD = "held"
    WITHDRAWN = "withdrawn"


class Purpose(StrEnum):
    """What an interviewee is asked, each apart from the others."""

    RECORD = "record"
    TRANSCRIBE = "transcribe"
    QUOTE_BY_NAME = "quote-by-name"
    QUOTE_BY_ROLE = "quote-by-role"
    USE = "use"
    PUBLISH_WHOLE = "publish-whole"


class ConsentMethod(StrEnum):
    """How an answer was given."""

    LINK = "link"
    PAPER = "paper"


class FileKind(StrEnum):
    """What is kept beside an interview, until a day."""

    AUDIO = "audio"
    SCAN = "scan"


class Wanted(Model):
    """How many people of a kind of body are to be heard in a zone."""

    __tablename__ = "interview_wanted"
    __table_args__ = (UniqueConstraint("process_id", "zone_id", "body_kind"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    body_kind: Mapped[BodyKind]
    people: Mapped[int]


class Interview(Model):
    """Somebody who is heard, when and by which guide; who it is stays at the desk.

    `such_people` is how many hold this role in this zone, when the interviewer knows: with fewer
    than three, role and zone would name them. `voice_id` is the voice of what was published of it.
    """

    __tablename__ = "interview"
    __table_args__ = (
        CheckConstraint("(state = 'held') <= (held_at IS NOT NULL)", name="held_has_its_moment"),
        Index("ix_interview_process", "process_id", "state", "id"),
    )

    code: Mapped[str] = mapped_column(unique=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    kind: Mapped[InterviewKind]
    title: Mapped[str]
    guide_version_id: Mapped[int | None] = mapped_column(ForeignKey("interview_guide_version.id"))
    body_kind: Mapped[BodyKind]
    body: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    email: Mapped[str | None]
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zone.id"))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    such_people: Mapped[int | None]
    language: Mapped[str]
    state: Mapped[InterviewState] = mapped_column(default=InterviewState.PLANNED)
    planned_for: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    voice_id: Mapped[int | None] = mapped_column(ForeignKey("voice.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    process: Mapped[Process] = relationship(lazy="raise_on_sql")
    zone: Mapped[Zone | None] = relationship(lazy="joined")
    municipality: Mapped[Municipality | None] = relationship(lazy="raise_on_sql")
    consents: Mapped[list[Consent]] = relationship(
        back_populates="interview", order_by="Consent.id", lazy="selectin"
    )

    @property
    def is_withdrawn(self) -> bool:
        """Whether the interviewee took everything back."""
        return self.state is InterviewState.WITHDRAWN

    def answers(self) -> dict[Purpose, Consent]:
        """The answer in force to each purpose that was answered."""
        return {one.purpose: one for one in self.consents if one.is_in_force}

    def hold(self, at: datetime) -> None:
        """Say that it took place, and when; said again, the day is mended."""
        if self.is_withdrawn:
            raise RefusedError(_("This interview was withdrawn."))
        self.state, self.held_at = InterviewState.HELD, at

    def withdraw(self, at: datetime) -> None:
        """Take everything back; who it was is forgotten, that there was one stays."""
        self.state, self.withdrawn_at = InterviewState.WITHDRAWN, at
        self.title = self.name = self.role = self.body = ""
        self.email = self.such_people = self.municipality_id = None


class Consent(Model):
    """An answer to one purpose, under one text: a new one replaces it, or it is withdrawn."""

    __tablename__ = "interview_consent"
    __table_args__ = (
        Index(
            "uq_interview_consent_in_force",
            "interview_id",
            "purpose",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
        Index("ix_interview_consent_interview_id", "interview_id"),
    )

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"))
    purpose: Mapped[Purpose]
    given: Mapped[bool]
    method: Mapped[ConsentMethod]
    text_id: Mapped[int] = mapped_column(ForeignKey("consent_text.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    interview: Mapped[Interview] = relationship(back_populates="consents", lazy="raise_on_sql")
    text: Mapped[ConsentText] = relationship(lazy="joined")

    @property
    def is_in_force(self) -> bool:
        """Whether it holds now."""
        return self.withdrawn_at is None and self.replaced_at is None


class Presence(Model):
    """How many people of a role were at a meeting or discussion; none of them by name."""

    __tablename__ = "interview_presence"
    __table_args__ = (UniqueConstraint("interview_id", "role"),)

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"))
    role: Mapped[str]
    people: Mapped[int]


class InterviewFile(Model):
    """Audio, or the scan of a consent: its bytes go on a day, that there was one stays."""

    __tablename__ = "interview_file"
    __table_args__ = (Index("ix_interview_file_due", "deleted_at", "delete_at"),)

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"), index=True)
    kind: Mapped[FileKind]
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    content_type: Mapped[str]
    bytes: Mapped[int]
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    delete_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class InterviewLink(Model):
    """The private link of an interviewee: for a time, until it is revoked; one at once.

    The token itself is only in the link; what is kept is its hash.
    """

    __tablename__ = "interview_link"
    __table_args__ = (
        Index(
            "uq_interview_link_valid",
            "interview_id",
            unique=True,
            sqlite_where=_VALID,
            postgresql_where=_VALID,
        ),
    )

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]

    def is_valid(self, at: datetime) -> bool:
        """Whether it still opens."""
        return self.revoked_at is None and at < self.expires_at
