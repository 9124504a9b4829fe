"""Work behind the pages: the relay, the ticker and the workers, apart or inside the web server."""

from __future__ import annotations

import fcntl
import os
import secrets
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import structlog

from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.jobs import Relay, make_consumer, make_queue, take_back, tick
from consult.meaning import Keeper

if TYPE_CHECKING:
    from collections.abc import Callable

log = structlog.get_logger()

RELAY_SECONDS = 0.25
TICK_SECONDS = 1.0
HEIR_SECONDS = 1.0
AFTER_FAULT_SECONDS = 5.0
EMBEDDED_THREADS = 2


def holder_name() -> str:
    """Name this process among all that share the database."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"


def repeat(work: Callable[[], object], seconds: float, stop: threading.Event) -> None:
    """Do a short work again and again until told to stop; a fault is logged and lived through."""
    while not stop.is_set():
        pause = seconds
        try:
            work()
        except Exception as error:  # noqa: BLE001 - noted, and the loop goes on
            log.warning("background_fault", work=work.__qualname__, kind=type(error).__name__)
            pause = AFTER_FAULT_SECONDS
        finally:
            db.forget()
        stop.wait(pause)


def in_thread(name: str, work: Callable[[], object]) -> threading.Thread:
    """Start a thread that ends with the process."""
    thread = threading.Thread(target=work, name=name, daemon=True)
    thread.start()
    return thread


class Embedded:
    """Relay, ticker and workers inside one of the web server's processes.

    Each process has one of these; a lock on a file, which the kernel lets go of however its
    holder dies, says whose turn it is. The heir takes back what the dead one had in hand.
    """

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._main: threading.Thread | None = None

    def start(self) -> None:
        """Wait for the turn and work from then on."""
        self._main = in_thread("embedded", self._wait_and_work)

    def stop(self) -> None:
        """End in order, giving up the turn."""
        self._stop.set()
        if self._main is not None:
            self._main.join(timeout=25)

    def _wait_and_work(self) -> None:
        place = current_config().data_dir / "embedded.lock"
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("a") as file:
            while not self._stop.is_set():
                if _lock(file):
                    self._work(place)
                    return
                self._stop.wait(HEIR_SECONDS)

    def _work(self, place: Path) -> None:
        log.info("embedded_begins", pid=os.getpid())
        place.write_text(f"{os.getpid()}\n")
        queue = make_queue(current_config())
        relay = Relay(queue, holder_name())
        _insist(relay.take_lead, self._stop)
        _insist(queue.empty, self._stop)
        _insist(take_back, self._stop)
        consumer = make_consumer(queue, threads=EMBEDDED_THREADS, embedded=True)
        consumer.start()
        relaying = in_thread("relay", lambda: repeat(relay.turn, RELAY_SECONDS, self._stop))
        repeat(tick, TICK_SECONDS, self._stop)
        relaying.join(timeout=5)
        consumer.stop(graceful=True)
        relay.step_down()
        queue.close()


def _insist(work: Callable[[], object], stop: threading.Event) -> None:
    """Do a work until it succeeds once, or until told to stop."""
    while not stop.is_set():
        try:
            work()
        except Exception as error:  # noqa: BLE001 - noted, and the loop goes on
            log.warning("background_fault", work=work.__qualname__, kind=type(error).__name__)
            stop.wait(AFTER_FAULT_SECONDS)
        else:
            return


def _lock(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def work(threads: int) -> None:
    """Keep promised work, and relay it when no other process does; returns when told to stop."""
    queue = make_queue(current_config())
    relay = Relay(queue, holder_name())
    stop = threading.Event()
    in_thread("relay", lambda: repeat(relay.turn, RELAY_SECONDS, stop))
    near = Keeper()
    near.start()
    make_consumer(queue, threads=threads, embedded=False).run()
    stop.set()
    near.stop()
    relay.step_down()


def tick_on() -> None:
    """Do the regular tasks until the process is ended."""
    repeat(tick, TICK_SECONDS, threading.Event())
