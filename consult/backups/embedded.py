"""SQLite: a copy made inside one reading transaction, which keeps no writer waiting."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from consult.backups.words import BackupError, told_of_writing
from consult.kernel import limits
from consult.kernel.config import current_config
from consult.kernel.db import db

NAME = "sqlite"
MAIN, COUNTERS = "database/consult.db", "database/limits.db"
WAIT_SECONDS = 60
_TABLES = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"


def main_file() -> Path:
    """Where the database is."""
    return Path(make_url(current_config().database_url).database or "").resolve()


def counters_file() -> Path:
    """Where the counters beside it are."""
    return main_file().with_name(f"{main_file().stem}-limits.db")


@contextmanager
def copied(folder: Path) -> Iterator[tuple[str, dict[str, int], dict[str, Path]]]:
    """Copy the database as it is at one moment; gives its migration, row counts and files."""
    (folder / "database").mkdir()
    made = {}
    # The counters first: a security act that moves over meanwhile is in both, and taken once.
    for name, source in ((COUNTERS, counters_file()), (MAIN, main_file())):
        if source.exists():
            made[name] = folder / name
            _copy(source, made[name])
    if MAIN not in made:
        raise BackupError(f"{main_file()} is missing: there is nothing to back up.")
    with closing(sqlite3.connect(made[MAIN])) as copy:
        yield head_of(copy), counts_of(copy), made


def _copy(source: Path, to: Path) -> None:
    # In WAL mode a reader stops nobody; and what was deleted is in no free page of the copy.
    with (
        told_of_writing(to.parent),
        closing(sqlite3.connect(source, timeout=WAIT_SECONDS)) as live,
    ):
        live.execute("VACUUM INTO ?", (str(to),))


def head_of(copy: sqlite3.Connection) -> str:
    """Return the migration that a database is at."""
    row = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def counts_of(copy: sqlite3.Connection) -> dict[str, int]:
    """Count the rows of every table."""
    names = [name for (name,) in copy.execute(_TABLES) if not name.startswith("sqlite_")]
    return {
        name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 -- its own names
        for name in sorted(names)
    }


def refuse_unless_empty() -> None:
    """Refuse to put a database where there is one."""
    for place in (main_file(), counters_file()):
        if place.exists():
            raise BackupError(f"{place} is there already: a backup is put back where nothing is.")


def put_in(unpacked: Path, migration: str, counts: dict[str, int]) -> None:
    """Verify the copy, and only then give it its place."""
    copy = unpacked / MAIN
    if not copy.exists():
        raise BackupError("The backup holds no database.")
    with closing(sqlite3.connect(copy)) as database:
        sound = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        ties = database.execute("PRAGMA foreign_key_check").fetchone() is None
        agrees = (head_of(database), counts_of(database)) == (migration, counts)
    if not (sound and ties and agrees):
        raise BackupError("The database in this backup is not the one that was put in.")
    main_file().parent.mkdir(parents=True, exist_ok=True)
    if (unpacked / COUNTERS).exists():
        (unpacked / COUNTERS).replace(counters_file())
    copy.replace(main_file())


def take_out() -> None:
    """Remove what was put in."""
    limits.dispose()
    db.dispose()
    for place in (main_file(), counters_file()):
        for part in (place, *place.parent.glob(f"{place.name}-*")):
            part.unlink(missing_ok=True)
