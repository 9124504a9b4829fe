"""Attempts: how often something was tried, kept whatever the answer."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import case, delete, select

from consult.kernel.clock import now
from consult.kernel.jobs import every
from consult.kernel.limits.store import engine, insert_into, key_of, tries

ATTEMPTS_KEPT = timedelta(days=1)


def count_attempt(kind: str, key: str, *, within: timedelta = ATTEMPTS_KEPT) -> int:
    """Count one more attempt, kept whatever the answer, and return how many there were.

    The count begins anew when the first attempt is longer ago than `within`.
    """
    at = now().timestamp()
    over = tries.c.since < at - within.total_seconds()
    statement = insert_into(tries).values(key=key_of(kind, key), count=1, since=at)
    counting = statement.on_conflict_do_update(
        index_elements=[tries.c.key],
        set_={
            "count": case((over, 1), else_=tries.c.count + 1),
            "since": case((over, at), else_=tries.c.since),
        },
    ).returning(tries.c.count)
    with engine().connect() as connection:
        return int(connection.execute(counting).scalar_one())


def attempts(kind: str, key: str, *, within: timedelta = ATTEMPTS_KEPT) -> int:
    """Return how many attempts were counted, without counting one."""
    since = now().timestamp() - within.total_seconds()
    asked = select(tries.c.count).where(tries.c.key == key_of(kind, key), tries.c.since >= since)
    with engine().connect() as connection:
        return int(connection.execute(asked).scalar() or 0)


def forget_attempts(kind: str, key: str) -> None:
    """Begin to count anew, after an attempt that was right."""
    with engine().connect() as connection:
        connection.execute(delete(tries).where(tries.c.key == key_of(kind, key)))


@every(seconds=600, outside=True)
def sweep_attempts() -> None:
    """Drop attempts of more than a day ago."""
    old = (now() - ATTEMPTS_KEPT).timestamp()
    with engine().connect() as connection:
        connection.execute(delete(tries).where(tries.c.since < old))
