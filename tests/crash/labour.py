"""A job that kills its worker the first time, half-way."""

from __future__ import annotations

import os
import signal

from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.jobs import Lease, job


@job
def carry(*, load: str) -> None:
    """Write a row, and die before it is kept, but for the second time."""
    db.session.add(Lease(name=load, holder="carried", until=now()))
    db.session.flush()
    died = current_config().data_dir / "died"
    if not died.exists():
        died.touch()
        os.kill(os.getpid(), signal.SIGKILL)
