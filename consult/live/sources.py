"""Where a watching process hears that something was kept: the database itself, or Valkey."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeAlias

import psycopg
import redis
from sqlalchemy.engine import make_url

from consult.kernel.config import current_config
from consult.kernel.keeping import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

CHANNEL = "consult_live"
LOOK_SECONDS = 0.1
FAULTS = (psycopg.Error, redis.RedisError, sqlite3.Error, OSError)

Heard: TypeAlias = frozenset[str] | None
"""The topics that may have changed, or none for any of them."""
NOTHING: Heard = frozenset()


class Source(Protocol):
    """What can be waited for."""

    def wait(self, seconds: float) -> Heard:
        """Return what may have changed as soon as something did, else nothing after some time."""


class _Looking:
    """SQLite: asks its counter of changes ten times a second (5 µs each)."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._version = watch.version()

    def wait(self, seconds: float) -> Heard:
        until = time.monotonic() + seconds
        while (version := self._watch.version()) == self._version:
            if time.monotonic() >= until:
                return NOTHING
            time.sleep(LOOK_SECONDS)
        self._version = version
        return None


class _Listening:
    """PostgreSQL: LISTEN, on a connection of its own."""

    def __init__(self, connection: psycopg.Connection) -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        self._connection = connection

    def wait(self, seconds: float) -> Heard:
        told = [*self._connection.notifies(timeout=seconds, stop_after=1)]
        if told:
            told += self._connection.notifies(timeout=0)
        return frozenset(topic for one in told for topic in one.payload.split())


class _Subscribed:
    """Valkey: a channel that web processes publish to."""

    def __init__(self, channel: redis.client.PubSub) -> None:
        channel.subscribe(CHANNEL)
        self._channel = channel

    def wait(self, seconds: float) -> Heard:
        topics: set[str] = set()
        while told := self._channel.get_message(ignore_subscribe_messages=True, timeout=seconds):
            topics.update(told["data"].decode().split())
            seconds = 0.0
        return frozenset(topics)


@contextmanager
def open_source() -> Iterator[Source]:
    """Begin to hear of changes, as this installation tells them. Raises one of `FAULTS`."""
    config = current_config()
    if config.database_url.startswith("sqlite"):
        watch = Watch()
        try:
            yield _Looking(watch)
        finally:
            watch.close()
    elif speaks_valkey(config.queue_url):
        with redis.Redis.from_url(valkey_url(config.queue_url)) as client, client.pubsub() as one:
            yield _Subscribed(one)
    else:
        with psycopg.connect(plain_url(config.database_url), autocommit=True) as connection:
            yield _Listening(connection)


def speaks_valkey(url: str) -> bool:
    """Whether this is the address of a Valkey (or Redis)."""
    return url.startswith(("redis://", "rediss://", "valkey://", "valkeys://", "unix://"))


def valkey_url(url: str) -> str:
    """Return the address as its client spells it."""
    return url.replace("valkey", "redis", 1) if url.startswith("valkey") else url


def plain_url(url: str) -> str:
    """Return the address of a database as PostgreSQL's own client spells it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
