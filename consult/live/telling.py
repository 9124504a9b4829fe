"""After the commit, processes that watch are told to look: in one word for many writers.

NOTIFY within the writing transaction would be told at its commit all the same, but PostgreSQL
lets such transactions commit only one after another. So a thread tells, a moment later, for all
writers of the process; who dies in between has lost no change, as watchers also look by
themselves. On SQLite the file itself tells.
"""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import psycopg
import redis
import structlog
from sqlalchemy import event

from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.guarding import GuardedSession
from consult.live.sources import CHANNEL, FAULTS, plain_url, speaks_valkey, valkey_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

log = structlog.get_logger()

ANNOUNCED = "announced"
PAUSE_SECONDS = 0.05
AFTER_FAULT_SECONDS = 1.0
IDLE_SECONDS = 10.0
LONGEST_WORD = 7_000  # of the 8,000 bytes that NOTIFY carries


def tell_after_commit(topic: str) -> None:
    """Tell of this topic once the transaction at hand is kept."""
    if not db.is_sqlite:
        db.session.info.setdefault(ANNOUNCED, set()).add(topic)


@event.listens_for(GuardedSession, "after_commit")
def _tell(session: Session) -> None:
    topics = session.info.pop(ANNOUNCED, None)
    if topics:
        _teller.tell(topics)


@event.listens_for(GuardedSession, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(ANNOUNCED, None)


class Teller:
    """A thread that tells, while there is something to tell; its connection goes with it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: set[str] = set()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def tell(self, topics: set[str]) -> None:
        """Tell of these topics within a moment."""
        with self._lock:
            self._waiting |= topics
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="telling", daemon=True)
                self._thread.start()
        self._wake.set()

    def _run(self) -> None:
        going = True
        while going:
            try:
                with ExitStack() as stack:
                    going = self._tell_all(_carrier(stack))
            except FAULTS as fault:
                log.warning("live_telling_fault", kind=type(fault).__name__)
                time.sleep(AFTER_FAULT_SECONDS)
                going = self._goes_on()

    def _tell_all(self, carry: Callable[[str], Any]) -> bool:
        """Tell until there has been nothing to tell for a while."""
        url = current_config().database_url
        while self._wake.wait(IDLE_SECONDS) and current_config().database_url == url:
            self._wake.clear()
            with self._lock:
                topics, self._waiting = self._waiting, set()
            for word in _words(topics):
                carry(word)
            time.sleep(PAUSE_SECONDS)
        return self._goes_on()

    def _goes_on(self) -> bool:
        with self._lock:
            if self._waiting:
                return True
            self._thread = None
            return False


def _carrier(stack: ExitStack) -> Callable[[str], Any]:
    """Return what carries a word to the watchers. Raises one of `FAULTS`."""
    config = current_config()
    if speaks_valkey(config.queue_url):
        client = stack.enter_context(redis.Redis.from_url(valkey_url(config.queue_url)))
        return lambda word: client.publish(CHANNEL, word)
    # What is lost with this connection is looked for: no need to wait for the disk.
    connection = stack.enter_context(
        psycopg.connect(
            plain_url(config.database_url),
            autocommit=True,
            options="-c synchronous_commit=off",
        )
    )
    return lambda word: connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, word))


def _words(topics: set[str]) -> Iterator[str]:
    word = ""
    for topic in sorted(topics):
        if word and len(word) + len(topic) >= LONGEST_WORD:
            yield word
            word = ""
        word = f"{word} {topic}".strip()
    if word:
        yield word


_teller = Teller()
