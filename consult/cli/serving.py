"""The web server and the live process: gunicorn as a library, the app loaded before the fork."""

from __future__ import annotations

import gc
import resource
import sys
import threading
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from sqlalchemy.orm import configure_mappers

from consult.app import create_app
from consult.cli.background import Embedded
from consult.cli.metrics import Board, Teller, counted
from consult.kernel import limits
from consult.kernel.db import db
from consult.kernel.logs import log_requests
from consult.live import LiveApp, allow_streams
from consult.meaning import Keeper

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from gunicorn.arbiter import Arbiter
    from gunicorn.config import Config as GunicornConfig
    from gunicorn.workers.base import Worker

    from consult.kernel.web import House

THREADS = 64
# The heartbeat is the main loop's, not a request's: only a process that hangs is ended.
TIMEOUT_SECONDS = 60
GRACEFUL_SECONDS = 20
KEEP_ALIVE_SECONDS = 75
MOST_STREAMS = 20_000
SWITCH_SECONDS = 0.001
NEW_THINGS = 5_000
"""So many new things, some five pages' worth, are looked through at once."""


class _OurLogs(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's events go where all others go."""

    def setup(self, cfg: GunicornConfig) -> None:
        self.loglevel = self.LOG_LEVELS["info"]
        self.error_log.propagate = True
        self.error_log.setLevel(self.loglevel)
        self.access_log.disabled = True
        self.cfg = cfg


def at_most(many: int, inner: WSGIApplication) -> WSGIApplication:
    """Answer so many requests at a time; what is streamed afterwards is not counted.

    Each page may need a connection to the database, and there are not many more than these.
    """
    places = threading.BoundedSemaphore(many)

    def bounded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with places:
            return inner(environ, start_response)

    return bounded


def _set_aside() -> None:
    """Let nobody look through all that is loaded for what is no longer used: none of it ends.

    It took 180 ms once in a hundred pages, of all requests at hand; and to look at the pages of
    memory that processes share is to copy them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_THINGS)


class _Gunicorn(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn set up from here alone: no file and no variable changes it."""

    def __init__(self, *, host: str, port: int, workers: int, **options: object) -> None:
        self._options: dict[str, Any] = {
            "bind": [f"[{host}]:{port}" if ":" in host else f"{host}:{port}"],
            "workers": workers,
            "preload_app": True,
            "timeout": TIMEOUT_SECONDS,
            "graceful_timeout": GRACEFUL_SECONDS,
            "keepalive": KEEP_ALIVE_SECONDS,
            "control_socket_disable": True,
            "forwarded_allow_ips": "",
            "logger_class": _OurLogs,
            "post_fork": self._after_fork,
            **options,
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its settings."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def _after_fork(self, _arbiter: Arbiter, _worker: Worker) -> None:
        db.engine.dispose(close=False)
        limits.dispose(forked=True)


class Server(_Gunicorn):
    """One web server of this installation."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        workers: int,
        threads: int = THREADS,
        streams: int = 0,
        embedded: bool,
        metrics: str = "",
    ) -> None:
        self._embedded = embedded
        self._board = Board() if metrics else None  # before the fork: all processes share it
        self._metrics = metrics
        self._background: Embedded | None = None
        self._near = Keeper()
        self._threads, self._streams = threads, streams // workers
        super().__init__(
            host=host,
            port=port,
            workers=workers,
            # A stream keeps its thread: pages have all of theirs besides, and no more than these.
            threads=threads + self._streams,
            worker_class="gthread",
            proc_name="consult",
            post_worker_init=self._begin,
            worker_exit=self._end,
        )

    def load(self) -> House:
        """Build the app, once for all worker processes."""
        app = create_app()
        configure_mappers()  # a second of work, once instead of in each process
        log_requests(app)
        whole: Any = app  # as Flask's own documentation says to wrap an app
        whole.wsgi_app = at_most(self._threads, app.wsgi_app)
        if self._board is not None:
            whole.wsgi_app = counted(self._board, whole.wsgi_app)
        _set_aside()
        return app

    def _begin(self, worker: Worker) -> None:
        # Who holds the database waits less for whoever computes beside it.
        sys.setswitchinterval(SWITCH_SECONDS)
        allow_streams(self._streams, lambda: bool(worker.alive))
        if self._board is not None:
            self._board.take_row()
            Teller(self._board, self._metrics).start()
        if self._embedded:
            self._background = Embedded()
            self._background.start()
        self._near.start()

    def _end(self, _arbiter: Arbiter, _worker: Worker) -> None:
        self._near.stop()
        if self._background is not None:
            self._background.stop()


class LiveServer(_Gunicorn):
    """The live process: streams and nothing else, each a socket and a few kilobytes."""

    def __init__(self, *, host: str, port: int, workers: int) -> None:
        self._worker: Worker | None = None
        super().__init__(
            host=host,
            port=port,
            workers=workers,
            worker_class="asgi",
            worker_connections=MOST_STREAMS,
            asgi_lifespan="off",
            asgi_disconnect_grace_period=0,  # a stream has nothing to wind down
            proc_name="consult-live",
            post_worker_init=self._begin,
        )

    def load(self) -> LiveApp:
        """Build the app; which process it is in is known after the fork."""
        return LiveApp(alive=lambda: self._worker is None or bool(self._worker.alive))

    def _begin(self, worker: Worker) -> None:
        self._worker = worker
        some, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        if some < most:  # where systemd has set both, it lets nobody set them
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
