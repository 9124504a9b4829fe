"""A territory, its zones and municipalities, and from when to when each of them stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kernel.db import Model


class Territory(Model):
    """The land of one plan. Its fingerprint changes whenever anything on it does."""

    __tablename__ = "territory"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    zones_title: Mapped[dict[str, str]]
    credit: Mapped[dict[str, str]]
    population_year: Mapped[int | None]
    fingerprint: Mapped[str]


class Zone(Model):
    """A group of municipalities that work together; its letters are printed wherever it appears.

    A zone outside the zones is a municipality that stands alone, such as a capital.
    """

    __tablename__ = "zone"
    __table_args__ = (
        UniqueConstraint("territory_id", "code"),
        UniqueConstraint("territory_id", "letters"),
    )

    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"))
    code: Mapped[str]
    name: Mapped[str]
    letters: Mapped[str]
    colour: Mapped[str]
    ink: Mapped[str]
    position: Mapped[int]
    is_outside: Mapped[bool] = mapped_column(default=False)
    note: Mapped[dict[str, str]]


class Municipality(Model):
    """A municipality, from its first day to the day on which it is no more (that day excluded)."""

    __tablename__ = "municipality"
    __table_args__ = (
        UniqueConstraint("territory_id", "istat_code"),
        UniqueConstraint("territory_id", "slug"),
        CheckConstraint("valid_from < valid_to", name="begins_before_it_ends"),
    )

    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"))
    istat_code: Mapped[str]
    cadastral_code: Mapped[str | None]
    name: Mapped[str]
    slug: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    drawn_as_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    population: Mapped[int | None]
    area_km2: Mapped[float | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    boundary: Mapped[dict[str, Any] | None] = mapped_column(deferred=True, deferred_raiseload=True)

    successor: Mapped[Municipality | None] = relationship(
        foreign_keys=[successor_id], remote_side="Municipality.id", lazy="raise_on_sql"
    )

    def stands_on(self, day: date) -> bool:
        """Whether the municipality exists on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


class ZoneMembership(Model):
    """A municipality is in a zone, from a day to another (excluded)."""

    __tablename__ = "zone_membership"
    __table_args__ = (
        CheckConstraint("valid_from < valid_to", name="begins_before_it_ends"),
        Index("ix_zone_membership_municipality_id", "municipality_id", "zone_id"),
    )

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id", ondelete="CASCADE"))
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    municipality: Mapped[Municipality] = relationship(lazy="raise_on_sql")
    zone: Mapped[Zone] = relationship(lazy="raise_on_sql")
