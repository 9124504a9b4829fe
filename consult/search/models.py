"""What is in the index; its stems are in a table that each database makes in its own way."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from consult.kernel.db import Model


class SearchEntry(Model):
    """One thing that can be found: its id here is that of its stems."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "thing_id"),)

    kind: Mapped[str]
    thing_id: Mapped[int]
    language: Mapped[str]
    public: Mapped[bool]
