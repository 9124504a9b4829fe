"""Many open streams in one thread: who holds one, and when each change arrived on it."""

from __future__ import annotations

import contextlib
import selectors
import socket
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_SECONDS = 20.0


@dataclass
class Listeners:
    """The streams of one topic on one server."""

    port: int
    path: str
    lines: list[socket.socket] = field(default_factory=list)
    refused: int = 0

    def open(self, many: int) -> None:
        """Open so many; where there is no room in one process, another may have some."""
        until = time.perf_counter() + PATIENCE_SECONDS
        while len(self.lines) < many and time.perf_counter() < until:
            line = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS)
            line.sendall(
                f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode()
            )
            if line.recv(12).endswith(b"200"):
                line.settimeout(0)
                self.lines.append(line)
            else:
                self.refused += 1
                line.close()

    def arrivals(self, since: float) -> list[float]:
        """Wait until a change has arrived on each; returns the milliseconds each took."""
        waits: list[float] = []
        with selectors.DefaultSelector() as waiting:
            for line in self.lines:
                waiting.register(line, selectors.EVENT_READ)
            until = time.perf_counter() + PATIENCE_SECONDS
            while len(waits) < len(self.lines) and time.perf_counter() < until:
                for key, _mask in waiting.select(timeout=1):
                    if b"event: changed" in key.fileobj.recv(65_536):  # type: ignore[union-attr]  # a socket, as registered
                        waits.append((time.perf_counter() - since) * 1000)
                        waiting.unregister(key.fileobj)
        return waits

    def drain(self) -> None:
        """Read away what has come so far."""
        for line in self.lines:
            with contextlib.suppress(BlockingIOError):
                while line.recv(65_536):
                    pass

    def close(self) -> None:
        """Close them all."""
        for line in self.lines:
            line.close()
        self.lines.clear()


@contextlib.contextmanager
def listeners(port: int, path: str, many: int) -> Iterator[Listeners]:
    """Hold so many streams for a while."""
    held = Listeners(port, path)
    try:
        held.open(many)
        yield held
    finally:
        held.close()
