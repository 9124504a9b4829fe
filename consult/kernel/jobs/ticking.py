"""Regular tasks: each runs once per interval, however many processes tick."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs.calls import name_of
from consult.kernel.jobs.models import Tick
from consult.kernel.jobs.running import place_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Regular: TypeAlias = Callable[[], None]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Task:
    function: Regular
    interval: timedelta
    outside: bool


_tasks: dict[str, _Task] = {}


def every(*, seconds: int, outside: bool = False) -> Callable[[Regular], Regular]:
    """Do this again and again, in a writing transaction of its own.

    A task `outside` gets none: it sweeps files, or asks another machine.
    """

    def keep(function: Regular) -> Regular:
        _tasks[name_of(function)] = _Task(function, timedelta(seconds=seconds), outside)
        return function

    return keep


def tick() -> int:
    """Do the regular tasks whose time has come, and return how many; their faults are told."""
    at = now()
    with db.aside() as session:
        last = {row.name: row.last_ran_at for row in session.scalars(select(Tick))}
    done = 0
    for name, task in _tasks.items():
        before = last.get(name)
        if before is not None and timedelta(0) <= at - before < task.interval:
            continue
        if _claim(name, before, at):
            _do(name, task)
            done += 1
    return done


def _claim(name: str, before: datetime | None, at: datetime) -> bool:
    """Take this turn of a task, unless another process just did."""
    try:
        with db.transaction() as session:
            if before is None:
                session.add(Tick(name=name, last_ran_at=at))
                session.flush()
                return True
            taken = session.scalars(
                update(Tick)
                .where(Tick.name == name, Tick.last_ran_at == before)
                .values(last_ran_at=at)
                .returning(Tick.id)
            )
            return taken.first() is not None
    except IntegrityError:
        return False


def _do(name: str, task: _Task) -> None:
    fault = None
    try:
        if task.outside:
            task.function()
        else:
            with db.transaction():
                task.function()
    except Exception as error:  # noqa: BLE001 - noted, and the loop goes on
        fault = place_of(error)
        log.warning("regular_task_failed", task=name, error=fault)
    with db.aside() as session:
        told = session.scalar(select(Tick.last_error).where(Tick.name == name))
    if fault != told:
        with db.transaction() as session:
            session.execute(update(Tick).where(Tick.name == name).values(last_error=fault))
