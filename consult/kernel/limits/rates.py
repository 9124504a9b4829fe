"""Rates: token buckets, exact however many threads and processes draw from them."""

from __future__ import annotations

import math
from datetime import timedelta

import structlog
from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError

from consult.kernel.clock import now
from consult.kernel.errors import TooManyError
from consult.kernel.i18n import ngettext
from consult.kernel.jobs import every
from consult.kernel.limits.store import buckets, engine, key_of, one

log = structlog.get_logger()

BUCKETS_KEPT = timedelta(days=7)
SECONDS_IN_MINUTE = 60

# How full a bucket is by now; a clock that was set back fills none.
_TAKE = """
    INSERT INTO limit_bucket (key, tokens, at) VALUES (:key, :burst - 1.0, :at)
    ON CONFLICT (key) DO UPDATE
    SET tokens = LEAST(:burst,
            limit_bucket.tokens + GREATEST(:at - limit_bucket.at, 0.0) * :rate) - 1.0,
        at = GREATEST(limit_bucket.at, :at)
    WHERE LEAST(:burst,
            limit_bucket.tokens + GREATEST(:at - limit_bucket.at, 0.0) * :rate) >= 1.0
    RETURNING tokens
"""
_LOOK = """
    SELECT LEAST(:burst, tokens + GREATEST(:at - at, 0.0) * :rate)
    FROM limit_bucket WHERE key = :key
"""


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
    now_is: dict[str, float | str] = {
        "key": key,
        "burst": float(burst),
        "rate": rate,
        "at": now().timestamp(),
    }
    if one(_TAKE, **now_is) is not None:
        return None
    left = one(_LOOK, **now_is)
    return 0.0 if left is None else (1.0 - float(left[0])) / rate


def _please_wait(seconds: int) -> str:
    if seconds < SECONDS_IN_MINUTE:
        return ngettext(
            "Too many requests. Try again in %(num)s second.",
            "Too many requests. Try again in %(num)s seconds.",
            seconds,
        )
    return ngettext(
        "Too many requests. Try again in %(num)s minute.",
        "Too many requests. Try again in %(num)s minutes.",
        math.ceil(seconds / SECONDS_IN_MINUTE),
    )
