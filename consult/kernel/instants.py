"""The instant at which something closes: the database's clock says it, under the lock."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import String, func, select, type_coerce

from consult.kernel.clock import moved
from consult.kernel.db import db


def database_now() -> datetime:
    """Return the moment by the one clock that all our processes share, in UTC.

    Asked after a lock was had, it is the moment at which it was had: PostgreSQL's `now()` would be
    when the transaction began. Tests and the demo move it as they move ours.
    """
    if db.is_sqlite:
        read = select(type_coerce(func.strftime("%Y-%m-%dT%H:%M:%f+00:00", "now"), String))
        return moved(datetime.fromisoformat(str(db.session.scalar(read))))
    told: datetime = db.session.execute(select(func.clock_timestamp())).scalar_one()
    return moved(told.astimezone(UTC))
