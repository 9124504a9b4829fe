"""The site as it runs, with the fault in it that a test asks for: a program, started by tests."""

from __future__ import annotations

import sys
from typing import Any

from sqlalchemy import event

from consult.cli.serving import Server
from consult.kernel.db import db
from consult.kernel.logs import set_up_logs
from consult.kernel.web import House
from tests.crash.labour import die_at_work

EMBEDDED = {"dies-at-work", "embedded"}


class FaultySite(Server):
    """A site whose work is inside and kills it, or apart; or one whose disk is full."""

    def __init__(self, port: int, fault: str, workers: int) -> None:
        self._fault = fault
        super().__init__(
            host="127.0.0.1",
            port=port,
            workers=workers,
            threads=16,
            streams=20,
            embedded=fault in EMBEDDED,
        )

    def load(self) -> House:
        app = super().load()
        if self._fault == "dies-at-work":
            die_at_work()
        if self._fault == "full":
            event.listen(db.engine, "connect", _fill)
        return app


def _fill(connection: Any, _record: object) -> None:
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")


if __name__ == "__main__":
    set_up_logs(development=False)
    FaultySite(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])).run()
