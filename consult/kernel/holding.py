"""How long writing transactions hold the database, from their beginning to what was kept."""

from __future__ import annotations

import time
from contextvars import ContextVar

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session, SessionTransaction

_held: ContextVar[float] = ContextVar("held", default=0.0)


def held_seconds() -> float:
    """Return how long this piece of work has held the database for writing so far.

    On SQLite nobody else writes meanwhile; on PostgreSQL only who wants the same rows waits.
    """
    return _held.get()


def begin_holding() -> None:
    """Count anew, for another piece of work."""
    _held.set(0.0)


@event.listens_for(Session, "after_begin")
def _hold(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    del transaction, connection
    if session.info.get("writing"):
        session.info["holding_since"] = time.perf_counter()


def _let_go(session: Session) -> None:
    since = session.info.pop("holding_since", None)
    if since is not None:
        _held.set(_held.get() + time.perf_counter() - since)


event.listen(Session, "after_commit", _let_go)
event.listen(Session, "after_rollback", _let_go)
