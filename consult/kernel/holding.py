"""How long writing transactions hold what others want, from the first lock to what was kept."""

from __future__ import annotations

import time
from contextvars import ContextVar
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session, SessionTransaction

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPICursor, _DBAPIAnyExecuteParams

LOCKING = ("UPDATE", "DELETE")

_held: ContextVar[float] = ContextVar("held", default=0.0)


def held_seconds() -> float:
    """Return how long this piece of work has held the database for writing so far.

    On SQLite nobody else writes from the beginning of a transaction; on PostgreSQL only who wants
    the same rows waits, once the first statement that locks any has got them.
    """
    return _held.get()


def locks(statement: str) -> bool:
    """Whether others may wait for what a statement of PostgreSQL has got.

    They do for a row that was there before. What is inserted is seen by nobody yet: only the same
    form, sent twice, waits for its twin, and would have to in any case.
    """
    if statement.startswith("INSERT"):
        return " DO UPDATE" in statement
    return statement.startswith(LOCKING) or " FOR UPDATE" in statement


def begin_holding() -> None:
    """Count anew, for another piece of work."""
    _held.set(0.0)


@event.listens_for(Session, "after_begin")
def _hold(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    del transaction
    if not session.info.get("writing"):
        return
    if connection.dialect.name == "sqlite":
        session.info["holding_since"] = time.perf_counter()
    else:
        connection.info["holder"] = session.info
        session.info["held_on"] = connection.info


@event.listens_for(Engine, "after_cursor_execute")
def _lock(
    connection: Connection,
    cursor: DBAPICursor,
    statement: str,
    parameters: _DBAPIAnyExecuteParams,
    context: object,
    executemany: bool,  # noqa: FBT001 - as SQLAlchemy's event
) -> None:
    del cursor, parameters, context, executemany
    holder = connection.info.get("holder")
    if holder is None or "holding_since" in holder:
        return
    if locks(statement):
        holder["holding_since"] = time.perf_counter()


def _let_go(session: Session) -> None:
    since = session.info.pop("holding_since", None)
    if since is not None:
        _held.set(_held.get() + time.perf_counter() - since)
    session.info.pop("held_on", {}).pop("holder", None)


event.listen(Session, "after_commit", _let_go)
event.listen(Session, "after_rollback", _let_go)
