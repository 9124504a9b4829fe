"""Attempts: how often something was tried, kept whatever the answer."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from consult.kernel.clock import now
from consult.kernel.jobs import every
from consult.kernel.limits.store import engine, key_of, one, tries

ATTEMPTS_KEPT = timedelta(days=1)

_COUNT = """
    INSERT INTO limit_attempt (key, count, since) VALUES (:key, 1, :at)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN limit_attempt.since < :since THEN 1 ELSE limit_attempt.count + 1 END,
        since = CASE WHEN limit_attempt.since < :since THEN :at ELSE limit_attempt.since END
    RETURNING count
"""
_LOOK = "SELECT count FROM limit_attempt WHERE key = :key AND since >= :since"


def count_attempt(kind: str, key: str, *, within: timedelta = ATTEMPTS_KEPT) -> int:
    """Count one more attempt, kept whatever the answer, and return how many there were.

    The count begins anew when the first attempt is longer ago than `within`.
    """
    at = now().timestamp()
    since = at - within.total_seconds()
    row = one(_COUNT, key=key_of(kind, key), at=at, since=since)
    return int(row[0]) if row else 1


def attempts(kind: str, key: str, *, within: timedelta = ATTEMPTS_KEPT) -> int:
    """Return how many attempts were counted, without counting one."""
    since = now().timestamp() - within.total_seconds()
    row = one(_LOOK, key=key_of(kind, key), since=since)
    return int(row[0]) if row else 0


def forget_attempts(kind: str, key: str) -> None:
    """Begin to count anew, after an attempt that was right."""
    one("DELETE FROM limit_attempt WHERE key = :key", key=key_of(kind, key))


@every(seconds=600, outside=True)
def sweep_attempts() -> None:
    """Drop attempts of more than a day ago."""
    old = (now() - ATTEMPTS_KEPT).timestamp()
    with engine().connect() as connection:
        connection.execute(delete(tries).where(tries.c.since < old))
