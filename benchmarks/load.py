"""A small bounded load on loopback: keep-alive connections, one process, counted answers."""

from __future__ import annotations

import itertools
import os
import socket
import threading
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO

CONNECTIONS = 8
WRITERS = 16


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: who asks is in its headers."""

    path: str
    method: str = "GET"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Tally:
    """What came back: answers by status, bytes of the largest body, seconds each and all took."""

    statuses: Counter[int] = field(default_factory=Counter)
    bytes: int = 0
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    @property
    def answers(self) -> int:
        """How many answers came."""
        return self.statuses.total()

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds if self.seconds else 0.0

    def slowest_of_20(self) -> float:
        """The milliseconds within which 95 of 100 answers came."""
        waits = sorted(self.waits)
        return waits[int(len(waits) * 0.95)] * 1000 if waits else 0.0

    def add(self, other: Tally) -> None:
        """Count what another connection got."""
        self.statuses += other.statuses
        self.bytes = max(self.bytes, other.bytes)
        self.waits += other.waits


def load(
    port: int, asks: Callable[[int], Ask], *, seconds: float, connections: int = CONNECTIONS
) -> Tally:
    """Ask as often as it answers, for some seconds; `asks` gives the nth request."""
    tally, lock, numbers = Tally(), threading.Lock(), itertools.count()
    started = time.perf_counter()
    until = started + seconds

    def go_on() -> None:
        own = Tally()
        asked = False  # everyone asks once, however late they come to it
        while not asked or time.perf_counter() < until:
            with (
                socket.create_connection(("127.0.0.1", port), timeout=30) as connection,
                connection.makefile("rb") as reader,
            ):
                keep = True
                while keep and (not asked or time.perf_counter() < until):
                    asked = True
                    sent = _bytes(port, asks(next(numbers)))
                    before = time.perf_counter()
                    connection.sendall(sent)
                    status, length, keep = _answer(reader)
                    own.waits.append(time.perf_counter() - before)
                    own.bytes = max(own.bytes, length)
                    own.statuses[status] += 1
        with lock:
            tally.add(own)

    askers = [threading.Thread(target=go_on) for _ in range(connections)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    tally.seconds = time.perf_counter() - started
    return tally


def ask_each(port: int, asks: Iterable[Ask]) -> Tally:
    """Ask one thing after another, each once, and tell how long each took."""
    tally = Tally()
    started = time.perf_counter()
    with ExitStack() as lines:
        reader: BinaryIO | None = None
        for ask in asks:
            if reader is None:
                connection = lines.enter_context(
                    socket.create_connection(("127.0.0.1", port), timeout=30)
                )
                reader = lines.enter_context(connection.makefile("rb"))
            sent = _bytes(port, ask)
            before = time.perf_counter()
            connection.sendall(sent)
            status, length, keep = _answer(reader)
            tally.waits.append(time.perf_counter() - before)
            tally.bytes = max(tally.bytes, length)
            tally.statuses[status] += 1
            if not keep:
                reader = None
    tally.seconds = time.perf_counter() - started
    return tally


def _bytes(port: int, ask: Ask) -> bytes:
    lines = [f"{ask.method} {ask.path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Language: it"]
    lines += [f"{name}: {value}" for name, value in ask.headers.items()]
    if ask.body:
        lines.append(f"Content-Length: {len(ask.body)}")
    return "\r\n".join([*lines, "", ""]).encode() + ask.body


def _answer(reader: BinaryIO) -> tuple[int, int, bool]:
    status = int(reader.readline().split(b" ", 2)[1])
    length, keep = 0, True
    while (line := reader.readline()) not in (b"\r\n", b""):
        name, _, value = line.partition(b":")
        lowered = name.lower()
        if lowered == b"content-length":
            length = int(value)
        elif lowered == b"connection" and value.strip().lower() == b"close":
            keep = False
    reader.read(length)
    return status, length, keep


def step_back() -> None:
    """Let the servers have the processor first."""
    os.nice(5)
