"""The web server: gunicorn as a library, many threads, the app loaded once before the fork."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from consult.app import create_app
from consult.cli.background import Embedded
from consult.kernel import limits
from consult.kernel.db import db
from consult.kernel.logs import log_requests

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.config import Config as GunicornConfig
    from gunicorn.workers.base import Worker

    from consult.kernel.web import House

THREADS = 64
# The heartbeat is the main loop's, not a request's: only a process that hangs is ended.
TIMEOUT_SECONDS = 60
GRACEFUL_SECONDS = 20
KEEP_ALIVE_SECONDS = 75


class _OurLogs(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's events go where all others go."""

    def setup(self, cfg: GunicornConfig) -> None:
        self.loglevel = self.LOG_LEVELS["info"]
        self.error_log.propagate = True
        self.error_log.setLevel(self.loglevel)
        self.access_log.disabled = True
        self.cfg = cfg


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """One web server of this installation."""

    def __init__(
        self, *, host: str, port: int, workers: int, threads: int = THREADS, embedded: bool
    ) -> None:
        self._embedded = embedded
        self._background: Embedded | None = None
        self._options = {
            "bind": [f"[{host}]:{port}" if ":" in host else f"{host}:{port}"],
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "timeout": TIMEOUT_SECONDS,
            "graceful_timeout": GRACEFUL_SECONDS,
            "keepalive": KEEP_ALIVE_SECONDS,
            "control_socket_disable": True,
            "forwarded_allow_ips": "",
            "logger_class": _OurLogs,
            "proc_name": "consult",
            "post_fork": self._after_fork,
            "post_worker_init": self._begin,
            "worker_exit": self._end,
        }
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn up from here alone: no file and no variable changes it."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> House:
        """Build the app, once for all worker processes."""
        app = create_app()
        log_requests(app)
        return app

    def _after_fork(self, _arbiter: Arbiter, _worker: Worker) -> None:
        db.engine.dispose(close=False)
        limits.dispose(forked=True)

    def _begin(self, _worker: Worker) -> None:
        if self._embedded:
            self._background = Embedded()
            self._background.start()

    def _end(self, _arbiter: Arbiter, _worker: Worker) -> None:
        if self._background is not None:
            self._background.stop()
