"""The tables of the counters and the connections to them."""

from __future__ import annotations

import atexit
import hashlib
import hmac
import re
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    Column,
    Double,
    Engine,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from consult.kernel.config import current_config

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPIModule
    from sqlalchemy.pool import PoolProxiedConnection

BUSY_MILLISECONDS = 2000
# Each statement is its own transaction: there is nothing to roll back when it is over.
OPTIONS: dict[str, Any] = {
    "isolation_level": "AUTOCOMMIT",
    "pool_size": 4,
    "max_overflow": 60,
    "pool_reset_on_return": None,
    "pool_use_lifo": True,
    "hide_parameters": True,
}

metadata = MetaData()

buckets = Table(
    "limit_bucket",
    metadata,
    Column("key", Text, primary_key=True),
    Column("tokens", Double, nullable=False),
    Column("at", Double, nullable=False),
    Index("ix_limit_bucket_at", "at"),
)
tries = Table(
    "limit_attempt",
    metadata,
    Column("key", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("since", Double, nullable=False),
    Index("ix_limit_attempt_since", "since"),
)
acts = Table(
    "limit_security_act",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", Double, nullable=False),
    Column("verb", Text, nullable=False),
    Column("actor_id", Integer),
    Column("details", JSON, nullable=False),
    Index("ix_limit_security_act_at", "at"),
)
TABLE_NAMES = frozenset(metadata.tables)


def create_limits_tables() -> None:
    """Make the tables where they are missing; harmless when they are there."""
    metadata.create_all(engine())


@atexit.register
def dispose(*, forked: bool = False) -> None:
    """Let go of every connection; after a fork they are the parent's, and left to it."""
    while _engines:
        _engines.popitem()[1].dispose(close=not forked)


_engines: dict[str, Engine] = {}
_opening = threading.Lock()
_VALUE = re.compile(r"(?<!:):(\w+)")


def engine() -> Engine:
    """Return the connections to the counters of the database in use."""
    url = current_config().database_url
    found = _engines.get(url)
    if found is not None:
        return found
    with _opening:
        return _engines.get(url) or _open(url)


def _open(url: str) -> Engine:
    if not url.startswith("sqlite"):
        opened = create_engine(url, **OPTIONS)
    else:
        place = Path(make_url(url).database or "")
        beside = make_url(url).set(database=str(place.with_name(f"{place.stem}-limits.db")))
        place.parent.mkdir(parents=True, exist_ok=True)
        opened = create_engine(beside, **OPTIONS)
        event.listen(opened, "connect", _prepare_sqlite)
        # Who deletes the file loses counts, not the service.
        metadata.create_all(opened)
    dispose()
    _engines[url] = opened
    return opened


def _prepare_sqlite(connection: DBAPIConnection, record: object) -> None:
    del record
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    # A power cut may cost the last counts: that is the price of not waiting for the disk.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def one(statement: str, **values: float | str) -> tuple[Any, ...] | None:
    """Run one statement by itself, and return its row if it gives one.

    Written once for PostgreSQL with `:name` for values, it goes to the driver as it is: counting
    comes before all else in a request, so it must cost next to nothing. Raises `DBAPIError`.
    """
    dialect = engine().dialect
    spoken = _spoken(statement, dialect.name)
    for attempt in range(2):
        connection = None
        try:
            connection = engine().raw_connection()
            cursor = connection.cursor()
            cursor.execute(spoken, values)
            row: tuple[Any, ...] | None = cursor.fetchone() if cursor.description else None
            cursor.close()
        except dialect.loaded_dbapi.Error as error:
            gone = connection is not None and _is_gone(connection, error)
            if attempt or not gone:
                raise OperationalError(statement, None, error) from error
        else:
            return row
        finally:
            if connection is not None:
                connection.close()
    return None


def _is_gone(connection: PoolProxiedConnection, error: DBAPIModule.Error) -> bool:
    """Whether the server has left this connection; it is used no more then."""
    gone = engine().dialect.is_disconnect(error, connection.dbapi_connection, None)
    if gone:
        connection.invalidate(error)
    return gone


@lru_cache(maxsize=32)
def _spoken(statement: str, dialect: str) -> str:
    if dialect == "sqlite":
        return statement.replace("LEAST(", "MIN(").replace("GREATEST(", "MAX(")
    return _VALUE.sub(r"%(\1)s", statement)


def key_of(action: str, key: str) -> str:
    """Name a counter without writing a person's address into it."""
    secret = current_config().secret_key.encode()
    return hmac.digest(secret, f"{action}\n{key}".encode(), hashlib.sha256).hex()[:40]
