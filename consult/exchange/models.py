"""An import, what came of each of its rows, and columns saved for the next file."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kernel.db import Model
from consult.processes import Process


class Kind(StrEnum):
    """What the rows of a file are."""

    CONTRIBUTIONS = "contributions"
    COMMENTS = "comments"


class ImportState(StrEnum):
    """How far an import is; one that was broken off stays `running` until it is taken up again."""

    PREPARED = "prepared"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDOING = "undoing"
    UNDONE = "undone"


class Import(Model):
    """One file that was taken in, or is being taken in: its counts grow with each batch.

    A file of an archive `follows` the one whose rows its own may speak of. `columns` is how its
    columns were read (see `columns.py`). `kept` counts what an undoing left because others here
    had already used it.
    """

    __tablename__ = "import"
    __table_args__ = (Index("ix_import_process", "process_id", "id"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    kind: Mapped[Kind]
    source_system: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str | None]
    columns: Mapped[dict[str, str]]
    state: Mapped[ImportState]
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    rows: Mapped[int] = mapped_column(default=0)
    read: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    removed: Mapped[int] = mapped_column(default=0)
    kept: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("import.id"), index=True)

    process: Mapped[Process] = relationship(lazy="raise_on_sql")

    @property
    def can_be_undone(self) -> bool:
        """Whether something of it may be here that can go again."""
        return self.state in {ImportState.DONE, ImportState.RUNNING, ImportState.FAILED}

    @property
    def is_under_way(self) -> bool:
        """Whether a job is at work on it, or will be."""
        return self.state in {ImportState.RUNNING, ImportState.UNDOING}


class ImportedThing(Model):
    """One thing that came from another system, by its name there; this makes it come once.

    `fingerprint` is that of the row as it was last read: the same again changes nothing. `kept`:
    an undoing of its import left it, because somebody had used it.
    """

    __tablename__ = "imported_thing"
    __table_args__ = (
        UniqueConstraint("source_system", "kind", "source_id"),
        CheckConstraint(
            "(contribution_id IS NULL) <> (comment_id IS NULL)", name="is_one_of_the_two"
        ),
        Index("ix_imported_thing_import", "import_id", "id"),
    )

    source_system: Mapped[str]
    kind: Mapped[Kind]
    source_id: Mapped[str]
    fingerprint: Mapped[str]
    import_id: Mapped[int] = mapped_column(ForeignKey("import.id"))
    kept: Mapped[bool] = mapped_column(default=False, server_default=false())
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("import.id"))
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"), unique=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), unique=True)


class Refusal(Model):
    """A row that was not taken in, and why; rows are counted as a spreadsheet counts them."""

    __tablename__ = "import_refusal"
    __table_args__ = (UniqueConstraint("import_id", "row"),)

    import_id: Mapped[int] = mapped_column(ForeignKey("import.id"))
    row: Mapped[int]
    reason: Mapped[str]


class Profile(Model):
    """A way to read columns, kept under a name for the next file of the same shape."""

    __tablename__ = "import_profile"

    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[Kind]
    columns: Mapped[dict[str, str]]
