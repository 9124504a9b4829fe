"""What the demo remembers of its own story, so that it is told once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model


class Episode(Model):
    """A piece of the story that was told, when it is set, and the row that came of it."""

    __tablename__ = "demo_episode"

    name: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]
    thing_id: Mapped[int | None]
