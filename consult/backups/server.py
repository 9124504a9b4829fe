"""PostgreSQL: its own client copies the database, at the very moment whose rows we count."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url

from consult.backups.words import BackupError, no_room
from consult.kernel.config import current_config
from consult.kernel.db import db

NAME = "postgresql"
DUMP = "database/consult.dump"
LAST_LINES = 3
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
_EMPTY = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"


@contextmanager
def copied(folder: Path) -> Iterator[tuple[str, dict[str, int], dict[str, Path]]]:
    """Copy the database as it is at one moment; gives its migration, row counts and files."""
    (folder / "database").mkdir()
    place = folder / DUMP
    one_moment = db.engine.execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
    with one_moment.connect() as connection:
        moment = connection.scalar(text("SELECT pg_export_snapshot()"))
        migration, counts = _head_and_counts(connection)
        _run(
            *("pg_dump", f"--dbname={_address()}", f"--file={place}", f"--snapshot={moment}"),
            *("--format=custom", "--compress=0", "--no-owner", "--no-privileges"),
        )
    yield migration, counts, {DUMP: place}


def refuse_unless_empty() -> None:
    """Refuse to put a database where there is one."""
    with db.engine.connect() as connection:
        if connection.scalar(text(_EMPTY)):
            raise BackupError(
                "This database is not empty: make a new one, and name it in CONSULT_DATABASE_URL."
            )


def put_in(unpacked: Path, migration: str, counts: dict[str, int]) -> None:
    """Put the copy in, in one transaction, and compare what is there with what was put in."""
    place = unpacked / DUMP
    if not place.exists():
        raise BackupError("The backup holds no database.")
    _run(
        *("pg_restore", f"--dbname={_address()}", "--single-transaction", "--exit-on-error"),
        *("--no-owner", "--no-privileges", place),
    )
    with db.engine.connect() as connection:
        if _head_and_counts(connection) != (migration, counts):
            raise BackupError("The database in this backup is not the one that was put in.")


def take_out() -> None:
    """Remove what was put in: nothing else was there."""
    db.dispose()
    with db.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


def _head_and_counts(connection: Connection) -> tuple[str, dict[str, int]]:
    head = connection.scalar(text("SELECT version_num FROM alembic_version"))
    quote = connection.dialect.identifier_preparer.quote
    counts = {
        name: connection.scalar(text(f"SELECT count(*) FROM {quote(name)}")) or 0  # noqa: S608 -- quoted
        for name in connection.scalars(text(_TABLES)).all()
    }
    return str(head or ""), counts


def _parameters() -> dict[str, str]:
    """Return how the database is reached, in the words of the server's own client."""
    url = make_url(current_config().database_url)
    told = db.engine.dialect.create_connect_args(url)[1]
    # The rest is for the driver in this process.
    return {name: str(value) for name, value in told.items() if isinstance(value, str | int)}


def _address() -> str:
    """Return the address without the password: everybody sees a program's arguments."""
    return make_conninfo(
        **{name: value for name, value in _parameters().items() if name != "password"}
    )


def _run(program: str, *arguments: str | Path) -> None:
    """Run one of the server's programs. Raises `BackupError` with what it says."""
    found = shutil.which(program)
    if found is None:
        raise BackupError(
            f"{program} is not on PATH. Install PostgreSQL's client programs, at least as new as "
            "the server (on Debian and Ubuntu the package postgresql-client)."
        )
    password = {"PGPASSWORD": word} if (word := _parameters().get("password")) else {}
    done = subprocess.run(  # noqa: S603 -- the server's own client, arguments built here
        [found, *map(str, arguments)],
        env=os.environ | password,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip()
        if "No space left" in said or "File too large" in said:
            raise BackupError(no_room(current_config().data_dir))
        raise BackupError(f"{program} did not work: " + " ".join(said.splitlines()[-LAST_LINES:]))
