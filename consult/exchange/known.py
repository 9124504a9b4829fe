"""What came from another system before, by its name there: what makes an import come once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from consult.exchange.models import ImportedThing, Kind
from consult.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consult.exchange.rows import Row


def known_as(system: str, kind: Kind, source_ids: Iterable[str]) -> dict[str, ImportedThing]:
    """Return what came from a system under these names, by name."""
    names = sorted(set(source_ids))
    if not names:
        return {}
    query = select(ImportedThing).where(
        ImportedThing.source_system == system,
        ImportedThing.kind == kind,
        ImportedThing.source_id.in_(names),
    )
    return {one.source_id: one for one in db.session.scalars(query)}


@dataclass(slots=True)
class Tally:
    """What came of a batch's rows."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refusals: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add what came of another batch."""
        self.created += other.created
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.refusals += other.refusals


@dataclass(frozen=True, slots=True)
class Sorted:
    """A batch's rows: new ones, those that say something else by now, and how many do not."""

    new: Sequence[Row]
    changed: Sequence[tuple[Row, ImportedThing]]
    tally: Tally


def sort(import_id: int, known: Mapping[str, ImportedThing], rows: Sequence[Row]) -> Sorted:
    """Tell new rows from those that came before.

    A row that this very import took in before it was broken off counts as it did then.
    """
    new, changed, tally = [], [], Tally()
    for row in rows:
        before = known.get(row.source_id)
        if before is None:
            new.append(row)
        elif before.fingerprint != row.fingerprint:
            changed.append((row, before))
        elif before.import_id == import_id:
            tally.created += 1
        elif before.changed_by_id == import_id:
            tally.changed += 1
        else:
            tally.unchanged += 1
    return Sorted(new, changed, tally)


def keep_new(
    import_id: int, system: str, kind: Kind, rows: Sequence[Row], ids: Mapping[str, int]
) -> None:
    """Remember what came, so that it never comes again."""
    if not rows:
        return
    column = "contribution_id" if kind is Kind.CONTRIBUTIONS else "comment_id"
    db.session.execute(
        insert(ImportedThing),
        [
            {
                "source_system": system,
                "kind": kind,
                "source_id": row.source_id,
                "fingerprint": row.fingerprint,
                "import_id": import_id,
                column: ids[row.source_id],
            }
            for row in rows
        ],
    )


def keep_changed(import_id: int, row: Row, before: ImportedThing) -> None:
    """Remember that a thing says something else by now."""
    db.session.execute(
        update(ImportedThing)
        .where(ImportedThing.id == before.id)
        .values(
            fingerprint=row.fingerprint,
            # What this import itself made stays its own.
            changed_by_id=None if before.import_id == import_id else import_id,
        )
        .execution_options(synchronize_session=False)
    )
