"""The site as it runs, with the fault in it that a test asks for: a program, started by tests."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable
from typing import Any

from sqlalchemy import event

from consult.cli.serving import Server
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.logs import set_up_logs
from consult.kernel.web import House


class FaultySite(Server):
    """A site that dies once after a write, or whose disk is full."""

    def __init__(self, port: int, fault: str, workers: int) -> None:
        self._fault = fault
        super().__init__(
            host="127.0.0.1", port=port, workers=workers, threads=8, embedded=fault != "full"
        )

    def load(self) -> House:
        app = super().load()
        if self._fault == "dies-before-answer":
            _die_before_answer(app)
        if self._fault == "full":
            event.listen(db.engine, "connect", _fill)
        return app


def _die_before_answer(app: House) -> None:
    inner = app.wsgi_app
    died = current_config().data_dir / "died"

    def fatal(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = inner(environ, start_response)
        if environ["REQUEST_METHOD"] == "POST" and not died.exists():
            died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    app.wsgi_app = fatal  # type: ignore[method-assign]  # as middleware is added


def _fill(connection: Any, _record: object) -> None:
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")


if __name__ == "__main__":
    set_up_logs(development=False)
    FaultySite(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])).run()
