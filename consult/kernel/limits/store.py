"""The tables of the counters and the connections to them."""

from __future__ import annotations

import atexit
import hashlib
import hmac
import threading
from pathlib import Path
from typing import TYPE_CHECKING

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
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url

from consult.kernel.config import current_config

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection

BUSY_MILLISECONDS = 2000

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
        opened = create_engine(
            url, isolation_level="AUTOCOMMIT", pool_size=4, max_overflow=60, pool_pre_ping=True
        )
    else:
        place = Path(make_url(url).database or "")
        beside = make_url(url).set(database=str(place.with_name(f"{place.stem}-limits.db")))
        place.parent.mkdir(parents=True, exist_ok=True)
        opened = create_engine(beside, isolation_level="AUTOCOMMIT", pool_size=4, max_overflow=60)
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


def insert_into(table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if is_sqlite() else postgresql.insert(table)


def is_sqlite() -> bool:
    return engine().dialect.name == "sqlite"


def key_of(action: str, key: str) -> str:
    """Name a counter without writing a person's address into it."""
    secret = current_config().secret_key.encode()
    return hmac.digest(secret, f"{action}\n{key}".encode(), hashlib.sha256).hex()[:40]
