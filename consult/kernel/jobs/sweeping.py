"""Forgetting promises that were kept: the outbox stays as small as what is still to do."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs.models import Outbox
from consult.kernel.jobs.ticking import every

DONE_KEPT = timedelta(days=7)
BATCH = 500


@every(seconds=3600, outside=True)
def forget_done_jobs() -> None:
    """Delete what was done a week ago, in short transactions."""
    before = now() - DONE_KEPT
    gone = BATCH
    while gone == BATCH:
        with db.transaction() as session:
            old = select(Outbox.id).where(Outbox.done_at < before).limit(BATCH)
            deleted = session.scalars(
                delete(Outbox)
                .where(Outbox.id.in_(old))
                .returning(Outbox.id)
                .execution_options(synchronize_session=False)
            )
            gone = len(deleted.all())
