"""SQLite as the house wants it: durable, with strict types, one writer after another."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, cast

from sqlalchemy import event
from sqlalchemy.dialects.sqlite.base import SQLiteTypeCompiler

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection

BUSY_SECONDS = 5
LOOK_SECONDS = 0.001
BUSY_TIMEOUT = f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}"
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    BUSY_TIMEOUT,
)
_PRIMARY_CODE = 0xFF


class _StrictTypes(SQLiteTypeCompiler):
    """The five types that a STRICT table of SQLite knows."""

    def _text(self, type_: object, **kw: object) -> str:
        del type_, kw
        return "TEXT"

    def _integer(self, type_: object, **kw: object) -> str:
        del type_, kw
        return "INTEGER"

    def _real(self, type_: object, **kw: object) -> str:
        del type_, kw
        return "REAL"

    visit_VARCHAR = visit_DATETIME = visit_DATE = visit_JSON = visit_CHAR = _text
    visit_TIMESTAMP = _text
    visit_BOOLEAN = visit_BIGINT = visit_SMALLINT = _integer
    visit_DOUBLE = visit_DOUBLE_PRECISION = visit_FLOAT = visit_NUMERIC = _real


def embed(engine: Engine) -> None:
    """Have an engine of SQLite keep the house's rules."""
    engine.dialect.type_compiler_instance = _StrictTypes(engine.dialect)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)


def _prepare(connection: DBAPIConnection, record: object) -> None:
    del record
    # The driver would open transactions by itself, and deferred ones; we open our own.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql("BEGIN")
        return
    raw = cast("sqlite3.Connection", connection.connection.dbapi_connection)
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        if not _begin_writing(raw):
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # once more, for SQLAlchemy's own error
    finally:
        raw.execute(BUSY_TIMEOUT)


def _begin_writing(raw: sqlite3.Connection) -> bool:
    """Wait for one's turn to write, five seconds at most, and say whether it came.

    SQLite itself looks ever more rarely whether it is free, at last ten times a second: beside a
    process that writes one thing after another it would hardly find the moment.
    """
    latest = time.monotonic() + BUSY_SECONDS
    while time.monotonic() < latest:
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & _PRIMARY_CODE != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(LOOK_SECONDS)
        else:
            return True
    return False
