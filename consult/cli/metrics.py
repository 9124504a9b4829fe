"""Numbers for Prometheus, at a private address: what was asked and answered, and what waits.

The text format is a page of lines; a library for it would bring files for each process to read and
sweep. Here all processes count in one piece of memory made before the fork, each in a row of its
own, so that none waits for another and a killed one takes nothing with it.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from multiprocessing import RawArray, Value
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy.exc import DBAPIError

from consult.cli.waiting import gauges
from consult.kernel.db import db

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

log = structlog.get_logger(__name__)

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
KINDS = tuple((method, f"{status}xx") for method in ("read", "write") for status in range(1, 6))
ROWS = 256
"""So many processes may have lived before two that live share a row."""
SECONDS = len(KINDS)
FIRST_BOUND = SECONDS + 1
WIDTH = FIRST_BOUND + len(BOUNDS) + 1
READING = frozenset({"GET", "HEAD", "OPTIONS"})
HEIR_SECONDS = 1.0
PATH = "/metrics"


class Board:
    """Counters that the processes of one server share."""

    def __init__(self) -> None:
        self._cells = RawArray("d", ROWS * WIDTH)
        self._next = Value("Q", 0)
        self._row = 0
        self._lock = threading.Lock()

    def take_row(self) -> None:
        """Count in a row of this process's own from now on."""
        with self._next.get_lock():
            self._row = self._next.value % ROWS
            self._next.value += 1
        self._lock = threading.Lock()

    def count(self, method: str, status: str, seconds: float) -> None:
        """Note an answer, and how long it took to begin."""
        kind = ("read" if method in READING else "write", f"{status[:1]}xx")
        at = self._row * WIDTH
        with self._lock:
            if kind in KINDS:
                self._cells[at + KINDS.index(kind)] += 1
            self._cells[at + SECONDS] += seconds
            self._cells[at + FIRST_BOUND + bisect_left(BOUNDS, seconds)] += 1

    def lines(self) -> Iterator[str]:
        """Tell all that was counted, as Prometheus reads it."""
        sums = [sum(self._cells[place : ROWS * WIDTH : WIDTH]) for place in range(WIDTH)]
        yield "# HELP consult_requests_total Answers, by whether they read or write and by status."
        yield "# TYPE consult_requests_total counter"
        for (method, status), many in zip(KINDS, sums, strict=False):
            yield f'consult_requests_total{{kind="{method}",status="{status}"}} {many:.0f}'
        yield "# HELP consult_request_seconds How long answers took to begin."
        yield "# TYPE consult_request_seconds histogram"
        within = 0.0
        for bound, many in zip((*BOUNDS, "+Inf"), sums[FIRST_BOUND:], strict=True):
            within += many
            yield f'consult_request_seconds_bucket{{le="{bound}"}} {within:.0f}'
        yield f"consult_request_seconds_sum {sums[SECONDS]:.6f}"
        yield f"consult_request_seconds_count {within:.0f}"


def counted(board: Board, inner: WSGIApplication) -> WSGIApplication:
    """Count what an application answers; health is asked for too often to be counted."""

    def counting(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") in {"/health", "/readiness"}:
            return inner(environ, start_response)
        began = time.monotonic()

        def start(status: str, *others: Any) -> Callable[[bytes], object]:
            board.count(environ["REQUEST_METHOD"], status, time.monotonic() - began)
            return start_response(status, *others)

        return inner(environ, start)

    return counting


def page(board: Board) -> str:
    """Return the whole page of numbers; without its database, what was counted."""
    lines = list(board.lines())
    try:
        lines += [*gauges(), "consult_database_up 1"]
    except DBAPIError:
        lines.append("consult_database_up 0")
    finally:
        db.forget()
    return "\n".join(lines) + "\n"


class Teller:
    """Answers at the private address, in whichever process could take it; the others stand by."""

    def __init__(self, board: Board, where: str) -> None:
        host, _colon, port = where.rpartition(":")
        self._where = (host.strip("[]") or "127.0.0.1", int(port))
        self._board = board

    def start(self) -> None:
        """Answer from a thread that ends with the process."""
        threading.Thread(target=self._tell, name="metrics", daemon=True).start()

    def _tell(self) -> None:
        while True:
            try:
                server = HTTPServer(self._where, _handler(self._board))
            except OSError:
                time.sleep(HEIR_SECONDS)  # another process has it, until it ends
            else:
                log.info("metrics_told", host=self._where[0], port=self._where[1])
                server.serve_forever()


def _handler(board: Board) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:
            known = self.path.partition("?")[0] == PATH
            told = page(board).encode() if known else b"Here is /metrics.\n"
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_parts: object) -> None:
            """Say nothing: it is asked for every few seconds."""

    return Handler
