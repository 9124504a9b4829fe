"""Work behind the pages whose worker dies once in a while, when it is done and not yet kept."""

from __future__ import annotations

import os
import random
import signal

from consult.kernel.jobs import running

SHARE = 0.04


def die_at_work():
    """Have this process die, once in so many jobs, between what a job does and its being kept."""
    # Drawn from the system: processes that are forked must not all die of the same job.
    work, chance = running._call, random.SystemRandom()

    def deadly(name, arguments, *, urgent):
        work(name, arguments, urgent=urgent)
        if chance.random() < SHARE:
            os.kill(os.getpid(), signal.SIGKILL)

    running._call = deadly
