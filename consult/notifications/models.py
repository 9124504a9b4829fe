"""How often a person wants letters, what they follow, and the news that waits for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts import Person
from consult.contributions import Contribution
from consult.kernel.db import Model

_UNTOLD = text("told_at IS NULL")


class Pace(StrEnum):
    """How often letters come."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


SPANS = {Pace.DAILY: timedelta(days=1), Pace.WEEKLY: timedelta(days=7)}
"""How long the oldest news waits before a digest leaves."""


class Preference(Model):
    """How often a person wants letters; who has chosen nothing gets them at once."""

    __tablename__ = "letter_preference"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    pace: Mapped[Pace]
    changed_at: Mapped[datetime]


class Follow(Model):
    """A person wants to hear what becomes of a contribution; once."""

    __tablename__ = "follow"
    __table_args__ = (UniqueConstraint("contribution_id", "person_id"),)

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]


class Kind(StrEnum):
    """What a piece of news is about; its `number` tells two of a kind apart."""

    LETTER = "letter"
    COMMENTED = "commented"
    SUPPORTED = "supported"
    REVISED = "revised"
    LINKED = "linked"
    IN_PROJECT = "in_project"
    ACCEPTED = "accepted"
    SET_ASIDE = "set_aside"
    JOINED = "joined"


class Notice(Model):
    """A piece of news for one person, told at once or in a digest, and never twice.

    `number` is what it is about: the comment, the milestone, the version, the link to the map, the
    origin of a project, or the act in a project's life. A letter kept for a digest is a notice
    with its subject, and the path of the page that it leads to.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "contribution_id", "number"),
        Index(
            "ix_notice_untold",
            "person_id",
            "at",
            sqlite_where=_UNTOLD,
            postgresql_where=_UNTOLD,
        ),
        Index("ix_notice_person_id_at", "person_id", "at", "id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[Kind]
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"))
    number: Mapped[int]
    subject: Mapped[str] = mapped_column(default="")
    path: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    told_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    contribution: Mapped[Contribution | None] = relationship(lazy="raise_on_sql")
