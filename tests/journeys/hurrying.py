"""The program `consult` on a quicker clock: what waits for a slip to be undone waits less here.

A story that goes on days later says by how many seconds in `JOURNEYS_LATER`.
"""

import os
from datetime import timedelta

from consult.cli import main
from consult.kernel.clock import set_clock

RATE = 8.0

if __name__ == "__main__":
    set_clock(rate=RATE, offset=timedelta(seconds=float(os.environ.get("JOURNEYS_LATER", "0"))))
    main()
