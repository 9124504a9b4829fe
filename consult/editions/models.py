"""The map as it was published: ids, places in the tree, counts and text hashes, never a text."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.contributions import Contribution
from consult.ideamap import Maturity
from consult.kernel.db import Model


class MapVersion(Model):
    """A numbered version of the map of a process; `digest` seals its nodes, voices and cells."""

    __tablename__ = "map_version"
    __table_args__ = (UniqueConstraint("process_id", "number"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    number: Mapped[int]
    notes: Mapped[dict[str, str]]
    published_at: Mapped[datetime]
    published_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    contributions: Mapped[int]
    people: Mapped[int]
    digest: Mapped[str]


class VersionNode(Model):
    """Where a node stood in a version, how far it had come, and how many voices hung on it."""

    __tablename__ = "version_node"
    __table_args__ = (UniqueConstraint("version_id", "node_id"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("map_version.id"))
    node_id: Mapped[int] = mapped_column(ForeignKey("node.id"), index=True)
    strategy_id: Mapped[int | None] = mapped_column(ForeignKey("strategy.id"))
    keyword: Mapped[int | None]
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    maturity: Mapped[Maturity]
    contributions: Mapped[int]
    people: Mapped[int]
    text_hash: Mapped[str]


class VersionVoice(Model):
    """A contribution that hung on a node in a version, and the hash of what it said."""

    __tablename__ = "version_voice"
    __table_args__ = (UniqueConstraint("version_id", "node_id", "contribution_id"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("map_version.id"))
    node_id: Mapped[int] = mapped_column(ForeignKey("node.id"))
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    text_hash: Mapped[str]

    contribution: Mapped[Contribution] = relationship(lazy="raise_on_sql")


class VersionCell(Model):
    """What a cell of the map held in a version: as `CellTally`, nodes and totals included."""

    __tablename__ = "version_cell"
    __table_args__ = (UniqueConstraint("version_id", "node_id", "zone_id", "theme_id"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("map_version.id"))
    node_id: Mapped[int]
    zone_id: Mapped[int]
    theme_id: Mapped[int]
    contributions: Mapped[int]
    people: Mapped[int]
