"""Rates: token buckets, exact however many threads and processes draw from them."""

from __future__ import annotations

import math
from datetime import timedelta

import structlog
from sqlalchemy import delete, func, select
from sqlalchemy.exc import DBAPIError

from consult.kernel.clock import now
from consult.kernel.errors import TooManyError
from consult.kernel.i18n import ngettext
from consult.kernel.jobs import every
from consult.kernel.limits.store import buckets, engine, insert_into, is_sqlite, key_of

log = structlog.get_logger()

BUCKETS_KEPT = timedelta(days=7)
SECONDS_IN_MINUTE = 60


def allow(action: str, key: str, *, burst: int, per: timedelta) -> None:
    """Let an action through at most `burst` times at once, and as often again in each `per`.

    Raises `TooManyError` with the seconds to wait. A broken counter lets people through: limits
    protect the service, they are not what keeps anyone out.
    """
    try:
        wait = _take_token(key_of(action, key), burst, burst / per.total_seconds())
    except DBAPIError as error:
        log.warning("limits_unreachable", error=type(error.orig).__name__)
        return
    if wait is not None:
        seconds = max(1, math.ceil(wait))
        raise TooManyError(_please_wait(seconds), retry_after=seconds)


@every(seconds=600, outside=True)
def sweep_buckets() -> None:
    """Drop buckets that nobody drew from for a week: they are full."""
    old = (now() - BUCKETS_KEPT).timestamp()
    with engine().connect() as connection:
        connection.execute(delete(buckets).where(buckets.c.at < old))


def _take_token(key: str, burst: int, rate: float) -> float | None:
    """Take a token out of a bucket, or return the seconds until there is one."""
    at = now().timestamp()
    least, greatest = (func.min, func.max) if is_sqlite() else (func.least, func.greatest)
    refilled = least(float(burst), buckets.c.tokens + greatest(at - buckets.c.at, 0.0) * rate)
    taking = (
        insert_into(buckets)
        .values(key=key, tokens=burst - 1.0, at=at)
        .on_conflict_do_update(
            index_elements=[buckets.c.key],
            set_={"tokens": refilled - 1.0, "at": greatest(buckets.c.at, at)},
            where=refilled >= 1.0,
        )
        .returning(buckets.c.tokens)
    )
    with engine().connect() as connection:
        if connection.execute(taking).first() is not None:
            return None
        left = connection.execute(
            select(refilled.label("left")).where(buckets.c.key == key)
        ).scalar_one_or_none()
    return 0.0 if left is None else (1.0 - float(left)) / rate


def _please_wait(seconds: int) -> str:
    if seconds < SECONDS_IN_MINUTE:
        return ngettext(
            "Too many requests. Try again in %(num)d second.",
            "Too many requests. Try again in %(num)d seconds.",
            seconds,
        )
    return ngettext(
        "Too many requests. Try again in %(num)d minute.",
        "Too many requests. Try again in %(num)d minutes.",
        math.ceil(seconds / SECONDS_IN_MINUTE),
    )
