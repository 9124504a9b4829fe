"""A plan's own vocabulary: a cycle, its platforms, themes, strategies, channels and acts."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kernel.db import Json, Model
from consult.kernel.errors import ConflictError
from consult.kernel.i18n import _
from consult.territory import Territory, Zone

LEAST_AGE = 14


class Shape(StrEnum):
    """The shape of a theme's sign."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    TRIANGLE_DOWN = "triangle-down"
    CROSS = "cross"


class ActKind(StrEnum):
    """What an act of the body did to the plan."""

    GUIDELINES = "guidelines"
    IDEA_MAP = "idea-map"
    ADOPTION = "adoption"
    OPINION = "opinion"
    APPROVAL = "approval"
    OTHER = "other"


class Worded:
    """Something whose words an administrator can change; `edited` names those that changed.

    Each change takes a new version, so that the second of two editors is told; a plan file that
    is loaded again leaves edited words alone.
    """

    version: Mapped[int] = mapped_column(default=1)
    edited: Mapped[list[str]] = mapped_column(default=list)

    def reword(self, words: dict[str, dict[str, str]], seen: int) -> dict[str, dict[str, str]]:
        """Take new words by field, in the languages given, and return those that changed before.

        Raises `ConflictError` when the version that was seen is no longer the present one.
        """
        if self.version != seen:
            raise ConflictError(
                _("Someone else changed these words while you were writing. Yours are kept below.")
            )
        before = {field: dict(getattr(self, field)) for field in words}
        after = {field: before[field] | texts for field, texts in words.items()}
        changed = {field: texts for field, texts in before.items() if texts != after[field]}
        for field in changed:
            setattr(self, field, {code: said for code, said in after[field].items() if said})
        if changed:
            self.version = seen + 1
            self.edited = sorted({*self.edited, *changed})
        return changed


class Cycle(Worded, Model):
    """One plan, from year to year, with the vocabulary that is its own."""

    __tablename__ = "cycle"
    __table_args__ = (
        CheckConstraint("from_year <= to_year", name="begins_before_it_ends"),
        CheckConstraint(f"minimum_age >= {LEAST_AGE}", name="least_age"),
    )

    code: Mapped[str] = mapped_column(unique=True)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"))
    title: Mapped[dict[str, str]]
    subtitle: Mapped[dict[str, str]]
    body: Mapped[dict[str, str]]
    from_year: Mapped[int]
    to_year: Mapped[int]
    time_zone: Mapped[str]
    minimum_age: Mapped[int]
    languages: Mapped[list[str]]
    looks: Mapped[list[dict[str, Any]]]
    tracks: Mapped[list[dict[str, Any]]]
    extras: Mapped[dict[str, Any]]
    signs_version: Mapped[str]

    territory: Mapped[Territory] = relationship(lazy="joined", innerjoin=True)


class Platform(Worded, Model):
    """One of the plan's transversal platforms; a project has one main platform."""

    __tablename__ = "platform"
    __table_args__ = (UniqueConstraint("cycle_id", "code"), UniqueConstraint("cycle_id", "letter"))

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    code: Mapped[str]
    letter: Mapped[str]
    colour: Mapped[str]
    title: Mapped[dict[str, str]]
    short_title: Mapped[dict[str, str]]
    slogan: Mapped[dict[str, str]]
    objective: Mapped[dict[str, str]]
    projects: Mapped[list[dict[str, Any]]]
    position: Mapped[int]

    cycle: Mapped[Cycle] = relationship(lazy="raise_on_sql")


class Theme(Worded, Model):
    """What a voice is about; its shape and colour go with its name."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("cycle_id", "code"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    code: Mapped[str]
    title: Mapped[dict[str, str]]
    hint: Mapped[dict[str, str]]
    shape: Mapped[Shape]
    colour: Mapped[str]
    position: Mapped[int]

    cycle: Mapped[Cycle] = relationship(lazy="raise_on_sql")


class Strategy(Worded, Model):
    """A direction of the idea map, with its keywords per language."""

    __tablename__ = "strategy"
    __table_args__ = (UniqueConstraint("cycle_id", "code"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    code: Mapped[str]
    title: Mapped[dict[str, str]]
    keywords: Mapped[dict[str, list[str]]] = mapped_column(Json)
    position: Mapped[int]


class ChannelName(Model):
    """How a plan calls one of the doors that voices come in through."""

    __tablename__ = "channel_name"
    __table_args__ = (UniqueConstraint("cycle_id", "code"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    code: Mapped[str]
    title: Mapped[dict[str, str]]
    with_whom: Mapped[dict[str, str]]
    position: Mapped[int]


class ZoneVocation(Worded, Model):
    """What a plan sees in a zone's future."""

    __tablename__ = "zone_vocation"
    __table_args__ = (UniqueConstraint("cycle_id", "zone_id"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    words: Mapped[dict[str, str]]

    zone: Mapped[Zone] = relationship(lazy="raise_on_sql")


class PlanAct(Model):
    """An act of the plan's history. Where only the month is known, `on` is its first day."""

    __tablename__ = "plan_act"
    __table_args__ = (UniqueConstraint("cycle_id", "kind", "on"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    kind: Mapped[ActKind]
    on: Mapped[date]
    only_month: Mapped[bool]
    number: Mapped[str | None]
    organ: Mapped[dict[str, str]]
    title: Mapped[dict[str, str]]
    outcome: Mapped[str | None]
    votes: Mapped[dict[str, int] | None] = mapped_column(Json)
