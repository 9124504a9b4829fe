"""Forms are answered in turns: on SQLite one after another, on PostgreSQL a few at a time.

Sixteen threads that compute at once share one interpreter: whoever holds rows of the database
would wait for it at each statement, and everyone else for whoever holds them. On SQLite, where
only one writes at a time, taking turns brought the time under the lock from 38 ms to 13 (p95 of
sixteen writers); the processes of an installation take turns too, by a lock on a file: a killed
one lets go of it. On PostgreSQL as many of a process go on as keep it busy while one waits.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time

from flask import g, request

from consult.kernel.db import db
from consult.kernel.embedded import BUSY_SECONDS, LOOK_SECONDS

TOGETHER = 3  # forms of one process that PostgreSQL serves at once

_turn = threading.Lock()
_turns = threading.BoundedSemaphore(TOGETHER)


class _Line:
    """Where the processes of an installation stand in line: a file beside the database."""

    def __init__(self) -> None:
        self._opened: tuple[int, str] | None = None
        self._file = -1

    def enter(self, latest: float) -> None:
        """Wait until no other process has its turn, or it is too late."""
        file = self._open()
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > latest:
                    return
                time.sleep(LOOK_SECONDS)
            else:
                return

    def leave(self) -> None:
        """Let another process go on."""
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def _open(self) -> int:
        """Open the file once in each process: what a fork has inherited is one place for both."""
        place = os.getpid(), f"{db.engine.url.database}-turn"
        if self._opened != place:
            if self._file >= 0:
                os.close(self._file)
            self._file = os.open(place[1], os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._opened = place
        return self._file


_line = _Line()


def take_turn() -> None:
    """Wait for one's turn to answer a form; without one after five seconds, go on all the same.

    Call it once the form has wholly arrived. An upload takes no turn: its pictures are slow work,
    and are done before anything is written.
    """
    if request.mimetype != "application/x-www-form-urlencoded":
        return
    db.end_write(keep=False)  # who waits keeps no connection
    latest = time.monotonic() + BUSY_SECONDS
    turn = _turn if db.is_sqlite else _turns
    if turn.acquire(timeout=BUSY_SECONDS):
        g.turn = turn
        if db.is_sqlite:
            _line.enter(latest)


def end_turn() -> None:
    """Let the next one go."""
    turn = g.pop("turn", None)
    if turn is _turn:
        _line.leave()
    if turn is not None:
        turn.release()
