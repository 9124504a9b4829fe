"""A worker and the regular tasks beside it, dying at work: a program, started by tests."""

from __future__ import annotations

from consult.cli import background
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.logs import set_up_logs
from consult.rooms import ROOMS
from tests.crash.labour import die_at_work

if __name__ == "__main__":
    set_up_logs(development=False)
    db.connect(current_config().database_url)
    assert ROOMS
    die_at_work()
    background.in_thread("tick", background.tick_on)
    background.work(1)
