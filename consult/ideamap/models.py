"""The idea map: nodes under strategies, and the contributions that hang on them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts import Person
from consult.contributions import Contribution
from consult.kernel.db import Model
from consult.kernel.fragments import cached
from consult.kernel.i18n import current_language, text
from consult.kernel.text import plain_html
from consult.processes import Process
from consult.taxonomy import Strategy, Theme

_LINKED = sql("unlinked_at IS NULL")
_JOINED = sql("kind = 'joined' AND undone_at IS NULL")


class Maturity(StrEnum):
    """How far a node has come."""

    SPARK = "spark"
    IDEA = "idea"
    PROPOSAL = "proposal"
    CANDIDATE = "candidate"
    PROJECT = "project"

    @property
    def stage(self) -> int:
        """From 0, a spark, to 4, a project."""
        return list(Maturity).index(self)


class Node(Model):
    """What several contributions say together, under a strategy and one of its keywords.

    `keyword` is the keyword's position among those of the strategy, from 0.
    """

    __tablename__ = "node"
    __table_args__ = (
        CheckConstraint(
            "keyword IS NULL OR strategy_id IS NOT NULL", name="a_keyword_is_of_a_strategy"
        ),
        Index("ix_node_process", "process_id", "strategy_id", "id"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    strategy_id: Mapped[int | None] = mapped_column(ForeignKey("strategy.id"), index=True)
    keyword: Mapped[int | None]
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    title: Mapped[dict[str, str]]
    summary: Mapped[dict[str, str]]
    maturity: Mapped[Maturity] = mapped_column(default=Maturity.SPARK)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    process: Mapped[Process] = relationship(lazy="raise_on_sql")
    strategy: Mapped[Strategy | None] = relationship(lazy="raise_on_sql")
    theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql")

    def prose(self) -> Markup:
        """The summary as a page, in the language of the reader."""
        source = text(self.summary)
        key = ("node", self.id, self.version, current_language())
        return cached(key, lambda: plain_html(source))


class NodeLink(Model):
    """A contribution hangs on a node, until it is taken off; the row stays."""

    __tablename__ = "node_link"
    __table_args__ = (
        Index(
            "uq_node_link_active",
            "node_id",
            "contribution_id",
            unique=True,
            sqlite_where=_LINKED,
            postgresql_where=_LINKED,
        ),
        Index("ix_node_link_contribution", "contribution_id", "id"),
    )

    node_id: Mapped[int] = mapped_column(ForeignKey("node.id"))
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    linked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    linked_at: Mapped[datetime]
    unlinked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unlinked_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None]

    node: Mapped[Node] = relationship(lazy="raise_on_sql")
    contribution: Mapped[Contribution] = relationship(lazy="raise_on_sql")
    linked_by: Mapped[Person] = relationship(foreign_keys=[linked_by_id], lazy="raise_on_sql")


class NodeStep(Model):
    """A node came to a maturity, and why."""

    __tablename__ = "node_step"

    node_id: Mapped[int] = mapped_column(ForeignKey("node.id"), index=True)
    maturity: Mapped[Maturity]
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class BondKind(StrEnum):
    """How two nodes belong together."""

    JOINED = "joined"
    SPLIT = "split"


class NodeBond(Model):
    """A node was joined into another, or split from it, until that is undone; the row stays.

    A joined node keeps its words and what hangs on it: it is only counted and shown in the other.
    """

    __tablename__ = "node_bond"
    __table_args__ = (
        Index(
            "uq_node_bond_joined",
            "node_id",
            unique=True,
            sqlite_where=_JOINED,
            postgresql_where=_JOINED,
        ),
    )

    node_id: Mapped[int] = mapped_column(ForeignKey("node.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("node.id"), index=True)
    kind: Mapped[BondKind]
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
