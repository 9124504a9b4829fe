"""Pages kept in memory: what a visitor without a session reads, until anything is written.

The database itself says whether anything was: SQLite by `PRAGMA data_version` (a few
microseconds), PostgreSQL by its snapshot. So a kept page is never older than the last commit, nor
than `SECONDS`, for what changes by itself as time passes.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from flask import current_app, g, make_response, request
from sqlalchemy.engine import make_url

from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.i18n import current_language
from consult.kernel.visit import is_private

if TYPE_CHECKING:
    from flask import Flask, Response
    from werkzeug.wrappers import Response as PlainResponse

SECONDS = 10
MOST_BYTES = 16 * 1024 * 1024
KEPT_HEADERS = ("Content-Type", "Content-Language", "ETag")


class Watch:
    """Tells whether the database has changed, by a connection of its own."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._url = ""
        self._connection: sqlite3.Connection | None = None

    def version(self) -> str:
        """Return words that are the same as long as nothing was written."""
        if not db.is_sqlite:
            engine = db.engine.execution_options(isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                snapshot = connection.exec_driver_sql("SELECT pg_current_snapshot()::text")
                return str(snapshot.scalar_one())
        with self._lock:
            url = str(db.engine.url)
            if self._connection is None or url != self._url:
                self._open(url)
            return f"{self._url}:{self._ask()}"

    def _open(self, url: str) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = sqlite3.connect(
            make_url(url).database or "", check_same_thread=False, isolation_level=None
        )
        self._url = url

    def _ask(self) -> int:
        if self._connection is None:
            return 0
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Let go of the connection (before a fork, or when a test ends)."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None


class KeptPages:
    """A store of pages bounded by their bytes, least recently read out first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._pages: OrderedDict[tuple[str, ...], tuple[bytes, dict[str, str]]] = OrderedDict()
        self._bytes = 0
        self._most = most
        self._lock = Lock()

    def find(self, key: tuple[str, ...]) -> tuple[bytes, dict[str, str]] | None:
        """Return a page and its headers, if it is kept."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def keep(self, key: tuple[str, ...], body: bytes, headers: dict[str, str]) -> None:
        """Keep a page, letting go of the oldest when there is no room."""
        with self._lock:
            if key in self._pages:
                return
            self._pages[key] = (body, headers)
            self._bytes += len(body)
            while self._bytes > self._most:
                self._bytes -= len(self._pages.popitem(last=False)[1][0])

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0


watch = Watch()
_pages = KeptPages()
clear = _pages.clear


def set_up_keeping(app: Flask) -> None:
    """Answer from memory where that is the same as answering anew."""
    app.before_request(_from_memory)
    app.after_request(_into_memory)


def _from_memory() -> PlainResponse | None:
    """Give a kept page; `guard` has let the visitor in already."""
    if request.method not in {"GET", "HEAD"} or request.endpoint is None or is_private():
        return None
    view = current_app.view_functions[request.endpoint]
    if not getattr(view, "kept", False):
        return None
    moment = str(int(now().timestamp()) // SECONDS)
    mode = f"{current_config().demo}{current_config().development}"
    g.kept_key = (request.full_path, current_language(), mode, watch.version(), moment)
    found = _pages.find(g.kept_key)
    if found is None:
        return None
    body, headers = found
    g.kept_key = None
    answer = make_response(body, 200, headers)
    return answer.make_conditional(request)


def _into_memory(response: Response) -> PlainResponse:
    key = g.get("kept_key")
    public = response.headers.get("Cache-Control", "").startswith("public")
    if key is None or not public or response.is_streamed or request.method != "GET":
        return response
    body = response.get_data()
    response.set_etag(hashlib.sha256(body).hexdigest()[:24], weak=True)
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    _pages.keep(key, body, headers)
    return response.make_conditional(request)
