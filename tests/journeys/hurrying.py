"""The program `consult` on a quicker clock: what waits for a slip to be undone waits less here.

It is loaded once, then forked for every order: a line of JSON each on its input, answered by the
number of the process that has become the program. It ends when nobody can order any more.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

from consult.cli import main
from consult.kernel.clock import set_clock
from tests.journeys.worlds import Order

RATE = 8.0


def obey(order: Order) -> NoReturn:
    """Become the program: as if started anew, in a session of its own."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with Path(os.devnull).open() as nothing, Path(order.log).open("wb") as log:
        os.dup2(nothing.fileno(), sys.stdin.fileno())
        for told in (sys.stdout, sys.stderr):
            os.dup2(log.fileno(), told.fileno())
    os.environ.clear()
    os.environ.update(order.environment)
    set_clock(rate=RATE, offset=timedelta(seconds=order.later))
    sys.exit(main(order.arguments, prog_name="consult"))


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here waits for what was ordered
    while line := sys.stdin.readline():
        if not (process := os.fork()):
            obey(Order(**json.loads(line)))
        sys.stdout.write(f"{process}\n")
        sys.stdout.flush()
