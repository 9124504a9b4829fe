"""Many rows at once, by each database's quickest way in; and what a plain row needs for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from consult.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from consult.kernel.db import Model


def pour(kind: type[Model], names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows of plain values, given in the order of `names`."""
    cursor: Any = db.session.connection().connection.cursor()
    columns = ", ".join(names)
    if db.is_sqlite:
        marks = ", ".join("?" for _name in names)
        cursor.executemany(f"INSERT INTO {kind.__tablename__} ({columns}) VALUES ({marks})", rows)  # noqa: S608 - names of our own tables
        return
    with cursor.copy(f"COPY {kind.__tablename__} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def moment(at: datetime) -> datetime | str:
    """Return a moment as the database keeps it."""
    return at.replace(tzinfo=None).isoformat(" ", "microseconds") if db.is_sqlite else at


def go_on_after(kind: type[Model]) -> None:
    """Let the database number the next row after those that came with their numbers."""
    if db.is_sqlite:
        return
    name = kind.__tablename__
    order = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}"  # noqa: S608 - as above
    db.session.execute(text(order))


def settle() -> None:
    """Let PostgreSQL learn what is in it, as it would by itself in time; SQLite never does."""
    if db.is_sqlite:
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
