"""What was counted of a consultation, and at which state of its public counts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model


class Crossing(Model):
    """Public contributions by door and by kind of voice, each with the theme.

    `counts` holds, under "channel" and "kind", lists of [value, theme's id, contributions, people].
    Counted behind the pages: of 100,000 contributions that takes a moment, and a page has none.
    """

    __tablename__ = "crossing"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), unique=True)
    version: Mapped[int]
    counts: Mapped[dict[str, Any]]
