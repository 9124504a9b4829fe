"""Where each voice lies, and what the layout stands on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model


class Layout(Model):
    """The last layout of a consultation; `manifest` says how to find the same again.

    `version` is that of the public totals which it has seen, `texts` how many lie somewhere.
    """

    __tablename__ = "layout"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), unique=True)
    at: Mapped[datetime]
    version: Mapped[int]
    texts: Mapped[int]
    manifest: Mapped[dict[str, Any]]


class LayoutSpot(Model):
    """Where a contribution lies. One that was laid out says from where; others lie on neighbours.

    The numbers have no unit and no centre of their own: only who lies near whom means something.
    """

    __tablename__ = "layout_spot"
    __table_args__ = (
        CheckConstraint("(began_x IS NULL) = (began_y IS NULL)", name="began_somewhere_or_not"),
        Index("ix_layout_spot_process", "process_id", "contribution_id"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), unique=True)
    x: Mapped[float]
    y: Mapped[float]
    began_x: Mapped[float | None]
    began_y: Mapped[float | None]
