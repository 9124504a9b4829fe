"""Forms are answered in turns: one of each process at a time, on SQLite one of all processes.

Sixteen threads that compute at once share one interpreter: whoever holds rows of the database
would wait for it at each statement, and everyone else for whoever holds them. Taking turns brought
the time under the lock from 38 ms to 13 on SQLite (p95 of sixteen writers), and on PostgreSQL,
where three of a process went on before, from 156 ms to 29; a room of phones is served sooner.
On SQLite the processes take turns too, by a lock on a file: a killed one lets go of it.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time

from flask import g, request

from consult.kernel.db import db
from consult.kernel.embedded import BUSY_SECONDS, LOOK_SECONDS

_turn = threading.Lock()


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
    if _turn.acquire(timeout=BUSY_SECONDS):
        g.has_turn = True
        if db.is_sqlite:
            _line.enter(latest)


def end_turn() -> None:
    """Let the next one go."""
    if g.pop("has_turn", False):
        if db.is_sqlite:
            _line.leave()
        _turn.release()
