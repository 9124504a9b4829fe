"""The outbox of promised work, the lease of the one relay, and when each regular task last ran."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model

_OPEN = text("done_at IS NULL AND failed_at IS NULL")


class Outbox(Model):
    """One promise of later work; `due_at` is when it may next be handed to a worker."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_open", "due_at", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_outbox_done", "done_at"),
    )

    name: Mapped[str]
    arguments: Mapped[dict[str, Any]]
    urgent: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    handed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str | None]

    @property
    def open(self) -> bool:
        """Whether the work is still to be done."""
        return self.done_at is None and self.failed_at is None

    def finish(self, at: datetime) -> None:
        """Record that the work is done, and forget what it was about."""
        self.done_at = at
        self.arguments = {}
        self.last_error = None

    def give_up(self, at: datetime, error: str) -> None:
        """Leave the work to a person, after the last attempt."""
        self.failed_at = at
        self.handed_at = None
        self.last_error = error


class Lease(Model):
    """The right to do something that only one process may do, until a moment."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(unique=True)
    holder: Mapped[str]
    until: Mapped[datetime]


class Tick(Model):
    """When a regular task last began, and the fault it ended with, if any."""

    __tablename__ = "tick"

    name: Mapped[str] = mapped_column(unique=True)
    last_ran_at: Mapped[datetime]
    last_error: Mapped[str | None]
