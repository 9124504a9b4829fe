"""A draft: what somebody typed before signing in, kept for two days by a token only they hold."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model


class KeptDraft(Model):
    """An idea on its way: nobody's name stands in it; once sent, its words are gone from here."""

    __tablename__ = "idea_draft"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    body: Mapped[str]
    place: Mapped[str]
    theme: Mapped[str]
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"))
    created_at: Mapped[datetime] = mapped_column(index=True)
