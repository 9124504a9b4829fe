"""What waits, and what it waits for: the numbers that a watch is set on."""

from __future__ import annotations

import resource
import shutil
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from consult.audit import unsealed_since
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.jobs import Outbox, Tick
from consult.kernel.mail import Letter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


def gauges() -> Iterator[str]:
    """Tell each number as Prometheus reads it, in five small questions to the database."""
    waits = (Outbox.done_at.is_(None), Outbox.failed_at.is_(None), Outbox.due_at <= now())
    waiting, oldest = db.session.execute(
        select(func.count(), func.min(Outbox.created_at)).where(*waits)
    ).one()
    dead = db.session.scalar(select(func.count()).where(Outbox.failed_at.is_not(None)))
    failing, last = db.session.execute(
        select(func.count(Tick.last_error), func.max(Tick.last_ran_at))
    ).one()
    letters = db.session.scalar(select(func.count(Letter.id)))
    told: dict[str, tuple[str, float]] = {
        "jobs_waiting": ("Promised work whose time has come.", waiting),
        "jobs_oldest_seconds": ("How long the oldest of it waits.", _age(oldest)),
        "jobs_dead": ("Promised work that was given up: see `consult doctor`.", dead or 0),
        "letters_waiting": ("Letters that the mail server has not yet.", letters or 0),
        "ticks_failing": ("Regular tasks that failed last time.", failing),
        "tick_age_seconds": ("Since the last regular task began.", _age(last)),
        "unsealed_seconds": ("How long the oldest act waits for its seal.", _age(unsealed_since())),
        "disk_free_bytes": ("Left where the data is.", shutil.disk_usage(_folder()).free),
        "peak_memory_bytes": (
            "The most memory that the process that tells this has held.",
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        ),
    }
    for name, (words, value) in told.items():
        yield f"# HELP consult_{name} {words}"
        yield f"# TYPE consult_{name} gauge"
        yield f"consult_{name} {value:.0f}"


def _age(since: datetime | None) -> float:
    return max((now() - since).total_seconds(), 0.0) if since else 0.0


def _folder() -> str:
    return str(current_config().data_dir)
