"""Standing tables: what they are about, who sits at them and who runs them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts import Person
from consult.kernel.db import Model
from consult.processes import Process
from consult.taxonomy import Theme
from consult.territory import Municipality, Zone


class TableKind(StrEnum):
    """What a table is about."""

    ZONE = "zone"
    THEME = "theme"
    DEVELOPMENT = "development"


class MemberKind(StrEnum):
    """Who sits at a table."""

    MUNICIPALITY = "municipality"
    BODY = "body"
    PERSON = "person"


class Table(Model):
    """A standing table of a zone, of a theme, or the development table of the whole area."""

    __tablename__ = "standing_table"
    __table_args__ = (UniqueConstraint("process_id", "code"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    code: Mapped[str]
    kind: Mapped[TableKind]
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zone.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    name: Mapped[dict[str, str]]
    mandate: Mapped[dict[str, str]]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    process: Mapped[Process] = relationship(lazy="raise_on_sql")
    zone: Mapped[Zone | None] = relationship(lazy="raise_on_sql")
    theme: Mapped[Theme | None] = relationship(lazy="raise_on_sql")


class Member(Model):
    """A municipality, a body with its delegate, or a person that sits at a table for a time."""

    __tablename__ = "table_member"

    table_id: Mapped[int] = mapped_column(ForeignKey("standing_table.id"), index=True)
    kind: Mapped[MemberKind]
    called: Mapped[str]
    delegate: Mapped[str] = mapped_column(default="")
    email: Mapped[str | None]
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]

    municipality: Mapped[Municipality | None] = relationship(lazy="raise_on_sql")


class Facilitator(Model):
    """A person who runs the sessions of a table, beside the facilitators of its zone."""

    __tablename__ = "table_facilitator"
    __table_args__ = (UniqueConstraint("table_id", "person_id"),)

    table_id: Mapped[int] = mapped_column(ForeignKey("standing_table.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
