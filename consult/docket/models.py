"""What moderators have to look at, what they decided, and the rules they decide by."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts import Person
from consult.contributions import Channel, Contribution, State
from consult.kernel.db import Model
from consult.territory import Municipality

UNDO_FOR = timedelta(seconds=20)
"""How long a slip can be taken back; only then is anybody written to."""
HELD_FOR = timedelta(minutes=5)
"""How long something counts as open on a moderator's screen after it was opened."""


class Verb(StrEnum):
    """What was decided."""

    PUBLISHED = "published"
    HIDDEN = "hidden"
    SHOWN_AGAIN = "shown_again"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    KEPT = "kept"
    UPHELD = "upheld"


NOT_PUBLISHED = frozenset({Verb.HIDDEN, Verb.UPHELD, Verb.TRANSFERRED})
BY_A_RULE = frozenset({Verb.HIDDEN, Verb.UPHELD})


class Work(StrEnum):
    """Why something is in the queue."""

    WAITING = "waiting"
    REPORTED = "reported"
    SECOND_LOOK = "second_look"


class Batch(Model):
    """Several decisions that one moderator took at once, and takes back at once."""

    __tablename__ = "decision_batch"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]


class Decision(Model):
    """One decision on one thing, and the state it was in before. Taken back, it stays."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint(
            "(verb IN ('hidden', 'upheld')) = (reason_code IS NOT NULL)",
            name="only_hiding_has_a_reason",
        ),
        CheckConstraint(
            "(verb = 'transferred') = (body IS NOT NULL)", name="only_a_transfer_names_a_body"
        ),
        Index("ix_decision_subject", "kind", "subject_id", "id"),
        Index("ix_decision_by", "by_id", "at"),
        Index("ix_decision_register", "process_id", "at", "id"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    kind: Mapped[str]
    subject_id: Mapped[int]
    verb: Mapped[Verb]
    reason_code: Mapped[str | None]
    body: Mapped[str | None]
    note: Mapped[str] = mapped_column(default="")
    before: Mapped[State]
    waited: Mapped[int | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("decision_batch.id"), index=True)

    by: Mapped[Person] = relationship(lazy="raise_on_sql")

    def can_be_undone(self, at: datetime) -> bool:
        """Whether the decision stands and is fresh enough to be taken back."""
        return self.undone_at is None and at < self.at + UNDO_FOR


class Matter(Model):
    """Something that waits for a moderator: one row for each thing, however many asked for it.

    What a list is narrowed and ordered by stands here, so that the queue is one look at one table.
    """

    __tablename__ = "matter"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id"),
        Index("ix_matter_queue", "process_id", "since", "id"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    kind: Mapped[str]
    subject_id: Mapped[int]
    work: Mapped[Work]
    since: Mapped[datetime]
    reports: Mapped[int] = mapped_column(default=0)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    channel: Mapped[Channel | None]
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    held_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    held_at: Mapped[datetime | None]

    municipality: Mapped[Municipality | None] = relationship(lazy="raise_on_sql")
    assigned_to: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[assigned_to_id]
    )
    held_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[held_by_id])

    def is_open_with_another(self, person: Person, at: datetime) -> bool:
        """Whether somebody else has it before their eyes now; that never keeps anyone out."""
        if self.held_at is None or self.held_by_id in {None, person.id}:
            return False
        return at < self.held_at + HELD_FOR


class Report(Model):
    """A reader's word that something breaks a rule; a person says so once of a thing."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "person_id"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    kind: Mapped[str]
    subject_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason_code: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class SecondLook(Model):
    """An author's wish that another moderator look at what was not published; once for a thing."""

    __tablename__ = "second_look"
    __table_args__ = (UniqueConstraint("kind", "subject_id"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    kind: Mapped[str]
    subject_id: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(default="")
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)

    decision: Mapped[Decision] = relationship(lazy="raise_on_sql", foreign_keys=[decision_id])
    answer: Mapped[Decision | None] = relationship(lazy="raise_on_sql", foreign_keys=[answer_id])


class Check(Model):
    """A decision drawn to be taken again by another moderator, who does not see the first."""

    __tablename__ = "decision_check"
    __table_args__ = (Index("ix_decision_check_open", "process_id", "at", "id"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), unique=True)
    publishes: Mapped[bool | None]
    reason_code: Mapped[str | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime | None]

    decision: Mapped[Decision] = relationship(lazy="raise_on_sql")


class Group(Model):
    """Contributions that say the same: each stays itself, and the group counts their people."""

    __tablename__ = "duplicate_group"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class GroupMember(Model):
    """A contribution in a group; it is in one at most, and leaves as it came."""

    __tablename__ = "duplicate_group_member"

    group_id: Mapped[int] = mapped_column(ForeignKey("duplicate_group.id"), index=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), unique=True)
    joined_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    joined_at: Mapped[datetime]

    contribution: Mapped[Contribution] = relationship(lazy="raise_on_sql")


class ThemeRefusal(Model):
    """A theme that the nearest contributions suggest for one, and that a moderator refused."""

    __tablename__ = "theme_refusal"
    __table_args__ = (UniqueConstraint("contribution_id", "theme_id"),)

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ReasonList(Model):
    """The published rules of one consultation, where they are not the house's own nine."""

    __tablename__ = "reason_list"

    process_id: Mapped[int] = mapped_column(
        ForeignKey("process.id", ondelete="CASCADE"), unique=True
    )
    reasons: Mapped[list[dict[str, Any]]]
