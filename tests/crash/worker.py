"""A worker that also knows the job which kills it: a program, started by tests."""

from __future__ import annotations

import sys
from datetime import timedelta

from consult.cli import background
from consult.kernel.clock import set_clock
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.logs import set_up_logs
from tests.crash import labour

if __name__ == "__main__":
    set_up_logs(development=False)
    db.connect(current_config().database_url)
    assert labour.carry.name == "tests.crash.labour.carry"
    set_clock(offset=timedelta(minutes=int(sys.argv[1])))
    background.work(1)
