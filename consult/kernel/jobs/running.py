"""Doing promised work: once, and told so in the transaction of the work itself."""

from __future__ import annotations

import time
import traceback
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.holding import begin_holding, held_seconds
from consult.kernel.jobs.calls import job_named
from consult.kernel.jobs.models import Outbox

log = structlog.get_logger()

PACKAGE = Path(__file__).parents[2]
MOST_ATTEMPTS = 30
FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=1)

VISIBILITY = timedelta(minutes=5)
"""How long a work is one worker's; after that it is taken for dead, unless it said `hold_on`."""
TOLD_EVERY = timedelta(minutes=1)


@dataclass(slots=True)
class _AtHand:
    """The promise that is being kept, and when it was last said so."""

    outbox_id: int
    attempt: int
    told_at: datetime


_at_hand: ContextVar[_AtHand | None] = ContextVar("at_hand", default=None)

urgent_now: ContextVar[bool] = ContextVar("urgent_now", default=False)
"""Whether the work at hand is urgent, and with it whatever it promises in turn."""


def delay_after(attempts: int) -> timedelta:
    """Return how long to wait after that many failures: twice as long each time, to an hour."""
    return min(FIRST_DELAY * (1 << min(attempts - 1, 16)), LONGEST_DELAY)


def run(outbox_id: int, attempt: int | None = None) -> bool:
    """Do one promised work, and return whether it was done now.

    Nothing happens when it is done already, when another worker is at it, or when it was handed
    out again since (`attempt` is stale). A failure is written down for the relay and raised.
    """
    began = time.monotonic()
    begin_holding()
    name = "unknown"
    try:
        with db.transaction() as session:
            row = _open_row(session, outbox_id, attempt)
            if row is None:
                return False
            name, arguments, urgent = row.name, dict(row.arguments), row.urgent
            at_hand = _AtHand(outbox_id, row.attempts, now())
            job = job_named(name)
            if not job.outside:
                _call(name, arguments, urgent=urgent)
                row.finish(now())
        if job.outside:
            token = _at_hand.set(at_hand)
            try:
                _call(name, arguments, urgent=urgent)
            finally:
                _at_hand.reset(token)
            _finish(outbox_id)
    except Exception as error:
        log.warning("job_failed", job=name, outbox_id=outbox_id, error=place_of(error))
        _record_failure(outbox_id, error)
        raise
    log.info(
        "job_done",
        job=name,
        outbox_id=outbox_id,
        seconds=round(time.monotonic() - began, 3),
        held=round(held_seconds(), 4),
    )
    return True


def hold_on() -> None:
    """Say that a long job `outside` is still at work, so that nobody else is handed it.

    To be called now and then, between two transactions: it is written once a minute.
    """
    at_hand = _at_hand.get()
    at = now()
    if at_hand is None or timedelta(0) <= at - at_hand.told_at < TOLD_EVERY:
        return
    at_hand.told_at = at
    with db.transaction() as session:
        row = session.get(Outbox, at_hand.outbox_id, with_for_update=True)
        if row is not None and row.open and row.attempts == at_hand.attempt:
            row.due_at = at + VISIBILITY


def run_due_jobs(*, outside: bool = False) -> int:
    """Do everything that is due, here and now, and return how much: for tests and the demo.

    What the session at hand wrote is kept first, and it goes on writing after. Jobs that talk to
    other machines stay in the outbox unless they are asked for. Raises what the first failing
    job raises.
    """
    writing = db.session.info.get("writing", False)
    db.end_write(keep=True)
    done = 0
    try:
        while due := _due_ids(now(), outside=outside):
            for outbox_id in due:
                done += run(outbox_id)
    finally:
        if writing:
            db.begin_write()
    return done


def place_of(error: BaseException) -> str:
    """Say what failed and where, without the message: it may hold a person's address."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    rooms = [frame for frame in frames if PACKAGE in Path(frame.filename).parents]
    ours = [frame for frame in rooms if frame.filename != __file__]
    frame = (ours or frames)[-1]
    return f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno} ({frame.name})"


def _call(name: str, arguments: dict[str, object], *, urgent: bool) -> None:
    token = urgent_now.set(urgent)
    try:
        job_named(name).function(**arguments)
    finally:
        urgent_now.reset(token)


def _open_row(session: Session, outbox_id: int, attempt: int | None) -> Outbox | None:
    row = session.scalar(
        select(Outbox).where(Outbox.id == outbox_id).with_for_update(skip_locked=True)
    )
    if row is None or not row.open:
        return None
    return row if attempt in {None, row.attempts} else None


def _finish(outbox_id: int) -> None:
    with db.transaction() as session:
        row = session.get(Outbox, outbox_id, with_for_update=True)
        if row is not None and row.done_at is None:
            row.failed_at = None
            row.finish(now())


def _record_failure(outbox_id: int, error: Exception) -> None:
    with db.transaction() as session:
        row = session.get(Outbox, outbox_id, with_for_update=True)
        if row is None or not row.open:
            return
        at = now()
        row.attempts = max(row.attempts, 1)
        if row.attempts >= MOST_ATTEMPTS:
            row.give_up(at, place_of(error))
            return
        row.last_error = place_of(error)
        row.handed_at = None
        row.due_at = at + delay_after(row.attempts)


def _due_ids(at: datetime, *, outside: bool) -> list[int]:
    # A session of its own: the one at hand may be somebody's page.
    with db.aside() as session:
        due = session.execute(
            select(Outbox.id, Outbox.name)
            .where(Outbox.done_at.is_(None), Outbox.failed_at.is_(None), Outbox.due_at <= at)
            .order_by(Outbox.urgent.desc(), Outbox.due_at, Outbox.id)
        )
        return [row.id for row in due if outside or not job_named(row.name).outside]
