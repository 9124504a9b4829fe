"""Candidate projects: their sheet, the acts of their life, and the voices they were born from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts import Person
from consult.contributions import Contribution
from consult.ideamap import Node
from consult.kernel.db import Model
from consult.kernel.errors import RefusedError
from consult.kernel.fragments import cached
from consult.kernel.i18n import _, current_language, text
from consult.kernel.text import markdown_html
from consult.processes import Process
from consult.projects.kinds import AgreementKind, CostBand, Section, State
from consult.projects.quoting import stands_in
from consult.taxonomy import Platform, Theme
from consult.territory import Municipality, Zone


class CandidateProject(Model):
    """A project drafted from what people said, with one main platform and any number of others."""

    __tablename__ = "candidate_project"
    __table_args__ = (
        UniqueConstraint("process_id", "code"),
        CheckConstraint(
            "state = 'draft' OR candidate_at IS NOT NULL", name="a_candidate_has_its_moment"
        ),
        Index("ix_candidate_project_platform", "main_platform_id", "state", "id"),
        Index("ix_candidate_project_newest", "process_id", "candidate_at", "id"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    code: Mapped[str]
    title: Mapped[dict[str, str]]
    problem: Mapped[dict[str, str]]
    objective: Mapped[dict[str, str]]
    actions: Mapped[dict[str, str]]
    promoter: Mapped[dict[str, str]]
    partners: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    cost: Mapped[dict[str, str]] = mapped_column(default=dict)
    cost_band: Mapped[CostBand | None]
    sources: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    timing: Mapped[dict[str, str]] = mapped_column(default=dict)
    agreement: Mapped[dict[str, str]] = mapped_column(default=dict)
    agreement_kind: Mapped[AgreementKind | None]
    indicators: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    main_platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    candidate_at: Mapped[datetime | None]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    process: Mapped[Process] = relationship(lazy="raise_on_sql")
    main_platform: Mapped[Platform] = relationship(lazy="raise_on_sql")
    created_by: Mapped[Person] = relationship(lazy="raise_on_sql")

    @property
    def is_public(self) -> bool:
        """Whether everyone can read it: a draft is its authors' own."""
        return self.state is not State.DRAFT

    def prose(self, part: str) -> Markup:
        """One part of the sheet as a page, in the language of the reader."""
        source = text(getattr(self, part))
        key = ("project", self.id, self.version, part, current_language())
        return cached(key, lambda: markdown_html(source))

    def become_candidate(self, at: datetime) -> None:
        """Put it before everyone, for the first time or again."""
        if self.state is State.CANDIDATE:
            raise RefusedError(_("It is a candidate project already."))
        self.state = State.CANDIDATE
        self.candidate_at = self.candidate_at or at

    def accept(self) -> None:
        """Take it into the proposed plan."""
        if self.state is not State.CANDIDATE:
            raise RefusedError(_("Only a candidate project can be accepted."))
        self.state = State.ACCEPTED

    def set_aside(self) -> None:
        """Stop working on it, keeping it readable with the reason."""
        if self.state is not State.CANDIDATE:
            raise RefusedError(_("Only a candidate project can be set aside."))
        self.state = State.SET_ASIDE

    def go_into_another(self) -> None:
        """Go on as part of another project, keeping it readable."""
        if self.state is not State.CANDIDATE:
            raise RefusedError(_("Only a candidate project can be joined into another."))
        self.state = State.JOINED


class ProjectState(Model):
    """An act in the life of a project: the state it took, when, by whom and why."""

    __tablename__ = "project_state"
    __table_args__ = (Index("ix_project_state_project", "project_id", "id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("candidate_project.id"))
    state: Mapped[State]
    reason: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ProjectJoining(Model):
    """A project that goes on in another; undone, the row stays."""

    __tablename__ = "project_joining"
    __table_args__ = (
        Index(
            "uq_project_joining_active",
            "project_id",
            unique=True,
            sqlite_where=sql("undone_at IS NULL"),
            postgresql_where=sql("undone_at IS NULL"),
        ),
        CheckConstraint("project_id <> into_id", name="nothing_goes_into_itself"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("candidate_project.id"))
    into_id: Mapped[int] = mapped_column(ForeignKey("candidate_project.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class ProjectTold(Model):
    """An author who was written to about an act in the life of a project: once for each act."""

    __tablename__ = "project_told"
    __table_args__ = (UniqueConstraint("state_id", "voice_id"),)

    state_id: Mapped[int] = mapped_column(ForeignKey("project_state.id"))
    voice_id: Mapped[int] = mapped_column(ForeignKey("voice.id"))
    at: Mapped[datetime]


class ProjectZone(Model):
    """A zone that a project is for."""

    __tablename__ = "project_zone"
    __table_args__ = (UniqueConstraint("project_id", "zone_id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("candidate_project.id"))
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"), index=True)

    zone: Mapped[Zone] = relationship(lazy="raise_on_sql")


class ProjectMunicipality(Model):
    """A municipality that a project is for."""

    __tablename__ = "project_municipality"
    __table_args__ = (UniqueConstraint("project_id", "municipality_id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("candidate_project.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)

    municipality: Mapped[Municipality] = relationship(lazy="raise_on_sql")


class ProjectTheme(Model):
    """A theme that a project is about."""

    __tablename__ = "project_theme"
    __table_args__ = (UniqueConstraint("project_id", "theme_id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("candidate_project.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)

    theme: Mapped[Theme] = relationship(lazy="raise_on_sql")


class ProjectPlatform(Model):
    """A platform that a project touches beside its main one."""

    __tablename__ = "project_platform"
    __table_args__ = (UniqueConstraint("project_id", "platform_id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("candidate_project.id"))
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"), index=True)

    platform: Mapped[Platform] = relationship(lazy="raise_on_sql")


class Origin(Model):
    """A contribution at the origin of a project: where, the words kept of it, and what was left.

    `part` are its own words, `made` is what came of them in the project, `note` is what was left
    out, and why. Taken off, the row stays. `told_at` is when its author was written to.
    """

    __tablename__ = "origin"
    __table_args__ = (
        Index(
            "uq_origin_active",
            "project_id",
            "contribution_id",
            unique=True,
            sqlite_where=sql("removed_at IS NULL"),
            postgresql_where=sql("removed_at IS NULL"),
        ),
        Index("ix_origin_contribution", "contribution_id", "id"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("candidate_project.id"))
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    node_id: Mapped[int | None] = mapped_column(ForeignKey("node.id"))
    section: Mapped[Section] = mapped_column(default=Section.PROBLEM)
    part: Mapped[str] = mapped_column(default="")
    made: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    project: Mapped[CandidateProject] = relationship(lazy="raise_on_sql")
    contribution: Mapped[Contribution] = relationship(lazy="raise_on_sql")
    node: Mapped[Node | None] = relationship(lazy="raise_on_sql")

    @property
    def quoted(self) -> str:
        """The words kept, while they still stand in what was said: its author can change that."""
        return self.part if stands_in(self.part, self.contribution) else ""
