"""Keeping one such process alive on a machine, whoever of the servers and workers starts it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import structlog

from consult.kernel.config import current_config

if TYPE_CHECKING:
    from typing import TextIO

log = structlog.get_logger()

TURN_SECONDS = 2.0
AFTER_DEATH_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 300.0
END_SECONDS = 3.0
SPARING = {
    # One search is quicker on one processor than the waking of others.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    # What was needed for a moment goes back to the system (glibc keeps it otherwise: 100 MB).
    "MALLOC_MMAP_THRESHOLD_": "4194304",
    "MALLOC_ARENA_MAX": "2",
}


class Keeper:
    """Waits for its turn, starts the process, and starts it again when it dies.

    The lock on a file is held by the process as well: while one lives, nobody starts a second.
    The process ends by itself when its keeper does, for its standard input ends then.
    """

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, unless the configuration says that there is to be none."""
        if current_config().near:
            self._thread = threading.Thread(target=self._keep, name="near", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the process, if it is ours."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=2 * END_SECONDS)

    def _keep(self) -> None:
        place = current_config().data_dir / "near.lock"
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("a") as file:
            while not self._stop.is_set():
                if _locked(file):
                    self._keep_alive(file)
                self._stop.wait(TURN_SECONDS)

    def _keep_alive(self, file: TextIO) -> None:
        pause = AFTER_DEATH_SECONDS
        while not self._stop.is_set():
            began = time.monotonic()
            try:
                process = _started(file)
            except OSError as error:
                log.warning("near_cannot_start", kind=type(error).__name__)
            else:
                self._watch(process)
            if time.monotonic() - began > LONGEST_PAUSE_SECONDS:
                pause = AFTER_DEATH_SECONDS  # it had been well: whatever ended it is past
            self._stop.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        while process.poll() is None and not self._stop.wait(0.5):
            pass
        if process.poll() is not None:
            log.warning("near_died", code=process.returncode)
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _started(file: TextIO) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "consult.meaning"],
        stdin=subprocess.PIPE,
        pass_fds=(file.fileno(),),
        env=os.environ | SPARING,
    )


def _locked(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
