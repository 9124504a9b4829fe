"""Acts, and the seals that chain them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model

_UNSEALED = text("seal_id IS NULL")


class Seal(Model):
    """A batch of acts closed by a hash that also closes every batch before it."""

    __tablename__ = "seal"

    number: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime]
    acts: Mapped[int]
    previous: Mapped[str]
    digest: Mapped[str]


class Act(Model):
    """Something that was done; it stays when the person or the thing goes.

    `details` hold ids, states and counts, never what people wrote: an act outlives their text.
    """

    __tablename__ = "act"
    __table_args__ = (
        Index("ix_act_thing", "thing_kind", "thing_id", "id"),
        Index("ix_act_unsealed", "id", sqlite_where=_UNSEALED, postgresql_where=_UNSEALED),
    )

    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(index=True)
    verb: Mapped[str]
    thing_kind: Mapped[str]
    thing_id: Mapped[int | None]
    reason: Mapped[str | None]
    details: Mapped[dict[str, Any]]
    seal_id: Mapped[int | None] = mapped_column(ForeignKey("seal.id"), index=True)
    taken_from: Mapped[str | None] = mapped_column(unique=True)
