"""A small bounded load on loopback: keep-alive connections, one process, counted answers."""

from __future__ import annotations

import os
import socket
import threading
import time
from dataclasses import dataclass, field

CONNECTIONS = 8


@dataclass
class Tally:
    """What came back: answers by status, bytes of the last body, seconds it took."""

    answers: int = 0
    faults: int = 0
    bytes: int = 0
    seconds: float = 0.0
    statuses: dict[int, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds if self.seconds else 0.0


def load(
    port: int,
    path: str,
    *,
    seconds: float,
    method: str = "GET",
    body: bytes = b"",
    headers: dict[str, str] | None = None,
) -> Tally:
    """Ask one path as often as it answers, for some seconds."""
    tally, lock = Tally(), threading.Lock()
    request = _request(port, path, method, body, headers or {})
    until = time.perf_counter() + seconds
    started = time.perf_counter()

    def ask() -> None:
        own = Tally()
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            reader = connection.makefile("rb", buffering=1 << 16)
            while time.perf_counter() < until:
                connection.sendall(request)
                status, length, keep = _answer(reader)
                own.answers += 1
                own.bytes = length
                own.statuses[status] = own.statuses.get(status, 0) + 1
                own.faults += status >= 500
                if not keep:
                    reader.close()
                    break
        with lock:
            tally.answers += own.answers
            tally.faults += own.faults
            tally.bytes = max(tally.bytes, own.bytes)
            for status, count in own.statuses.items():
                tally.statuses[status] = tally.statuses.get(status, 0) + count

    askers = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    tally.seconds = time.perf_counter() - started
    return tally


def _request(port: int, path: str, method: str, body: bytes, headers: dict[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Language: it"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def _answer(reader: object) -> tuple[int, int, bool]:
    readline, read = reader.readline, reader.read  # type: ignore[attr-defined]
    status = int(readline().split(b" ", 2)[1])
    length, keep = 0, True
    while (line := readline()) not in (b"\r\n", b""):
        name, _, value = line.partition(b":")
        lowered = name.lower()
        if lowered == b"content-length":
            length = int(value)
        elif lowered == b"connection" and value.strip().lower() == b"close":
            keep = False
    read(length)
    return status, length, keep


def step_back() -> None:
    """Let the servers have the processor first."""
    os.nice(5)
