"""The relay: hands due promises to the queue, and again those that nobody finished."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import func, select, update

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs.models import Lease, Outbox
from consult.kernel.jobs.running import MOST_ATTEMPTS, VISIBILITY

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from consult.kernel.jobs.queue import Queue

log = structlog.get_logger()

LEASE = timedelta(seconds=10)
MOST_HANDED = 50
"""How much may wait in the queue at once; the rest waits in the outbox, where order is kept."""


class Relay:
    """The one that hands out work; others with the same database stand by."""

    def __init__(self, queue: Queue, holder: str, *, visibility: timedelta = VISIBILITY) -> None:
        self._queue = queue
        self._holder = holder
        self._visibility = visibility
        self._until: datetime | None = None

    def turn(self) -> int:
        """Hand over what is due, and return how much; nothing while another relay is at work."""
        if not self._lead():
            return 0
        at = now()
        with db.aside() as session:
            if session.scalar(select(Outbox.id).where(_is_due(at)).limit(1)) is None:
                return 0
        handed = self._claim(at)
        for place, (outbox_id, attempt, urgent) in enumerate(handed):
            try:
                self._queue.put(outbox_id, attempt, urgent=urgent)
            except Exception as error:  # noqa: BLE001 - noted, and the loop goes on
                log.warning("queue_unreachable", error=type(error).__name__)
                _put_back([waiting for waiting, _, _ in handed[place:]])
                return place
        return len(handed)

    def take_lead(self) -> None:
        """Lead from now on, whoever did: the caller knows that the other one is dead."""
        self._lead(by_force=True)

    def step_down(self) -> None:
        """Let another relay lead at once."""
        if self._until is None:
            return
        self._until = None
        with db.transaction() as session:
            session.execute(update(Lease).where(Lease.holder == self._holder).values(until=now()))

    def _lead(self, *, by_force: bool = False) -> bool:
        at = now()
        if self._until is not None and self._until - at > LEASE / 2 and not by_force:
            return True
        with db.aside() as session:
            lease = session.scalar(select(Lease).where(Lease.name == "relay"))
            if lease and lease.holder != self._holder and _holds(lease, at) and not by_force:
                self._until = None
                return False
        with db.transaction() as session:
            lease = session.scalar(select(Lease).where(Lease.name == "relay").with_for_update())
            if lease is None:
                lease = Lease(name="relay", holder=self._holder, until=at)
                session.add(lease)
            elif lease.holder != self._holder and _holds(lease, at) and not by_force:
                return False
            lease.holder = self._holder
            lease.until = at + LEASE
        self._until = at + LEASE
        return True

    def _claim(self, at: datetime) -> list[tuple[int, int, bool]]:
        with db.transaction() as session:
            waiting = session.scalar(
                select(func.count())
                .select_from(Outbox)
                .where(_is_open(), Outbox.handed_at.is_not(None), Outbox.due_at > at)
            )
            rows = session.scalars(
                select(Outbox)
                .where(_is_due(at))
                .order_by(Outbox.urgent.desc(), Outbox.due_at, Outbox.id)
                .limit(MOST_HANDED)
                .with_for_update(skip_locked=True)
            ).all()
            room = MOST_HANDED - (waiting or 0)
            handed = []
            for row in rows:
                if row.attempts >= MOST_ATTEMPTS:
                    row.give_up(at, row.last_error or "its worker died each time")
                    continue
                if room <= 0 and not row.urgent:
                    continue
                room -= 1
                row.attempts += 1
                row.handed_at = at
                row.due_at = at + self._visibility
                handed.append(row)
            session.flush()
            return [(row.id, row.attempts, row.urgent) for row in handed]


def _holds(lease: Lease, at: datetime) -> bool:
    """Whether a lease runs; one that runs longer than any was given by a clock since put right.

    Two relays whose clocks differ by more take turns at leading: each promise is still handed
    by one of them.
    """
    return at < lease.until <= at + LEASE


def take_back() -> int:
    """Take back all that was handed to workers that are known to be dead, and return how much."""
    with db.transaction() as session:
        back = session.scalars(
            update(Outbox)
            .where(_is_open(), Outbox.handed_at.is_not(None))
            .values(handed_at=None, due_at=now())
            .returning(Outbox.id)
        )
        return len(back.all())


def revive_dead() -> int:
    """Try again what was given up, from the first attempt on, and return how much."""
    with db.transaction() as session:
        revived = session.scalars(
            update(Outbox)
            .where(Outbox.failed_at.is_not(None), Outbox.done_at.is_(None))
            .values(failed_at=None, attempts=0, due_at=now())
            .returning(Outbox.id)
        )
        return len(revived.all())


def _put_back(outbox_ids: list[int]) -> None:
    with db.transaction() as session:
        session.execute(
            update(Outbox)
            .where(Outbox.id.in_(outbox_ids), _is_open())
            .values(handed_at=None, attempts=Outbox.attempts - 1, due_at=now() + LEASE / 2)
        )


def _is_open() -> ColumnElement[bool]:
    return Outbox.done_at.is_(None) & Outbox.failed_at.is_(None)


def _is_due(at: datetime) -> ColumnElement[bool]:
    return _is_open() & (Outbox.due_at <= at)
