"""Folding announced changes into counts, and forgetting topics that have long been still."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from sqlalchemy import delete, insert, select, update

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import every
from consult.live.models import Change, Part

FOLDED_AT_ONCE = 5_000
STILL = timedelta(days=30)


@every(seconds=10, outside=True)
def fold_changes() -> None:
    """Turn the rows of changes into counts, so that asking for a version stays cheap."""
    with db.aside() as session:
        waiting = session.scalar(select(Change.id).limit(1)) is not None
    while waiting:
        with db.transaction():
            waiting = fold(FOLDED_AT_ONCE) == FOLDED_AT_ONCE


def fold(most: int) -> int:
    """Fold so many changes in the transaction at hand, and return how many there were.

    Rows not yet kept by their writers are not seen, and wait for the next time.
    """
    ids = select(Change.id).order_by(Change.id).limit(most)
    gone = db.session.execute(
        delete(Change)
        .where(Change.id.in_(ids))
        .returning(Change.topic, Change.part)
        .execution_options(synchronize_session=False)
    ).all()
    for (topic, part), many in sorted(Counter((row.topic, row.part) for row in gone).items()):
        _count(topic, part, many)
    return len(gone)


def _count(topic: str, part: str, many: int) -> None:
    known = db.session.scalar(
        update(Part)
        .where(Part.topic == topic, Part.part == part)
        .values(version=Part.version + many, changed_at=now())
        .returning(Part.id)
        .execution_options(synchronize_session=False)
    )
    if known is None:
        row = {"topic": topic, "part": part, "version": many, "changed_at": now()}
        db.session.execute(insert(Part), [row])


@every(seconds=86_400, outside=True)
def forget_still_topics() -> None:
    """Delete the counts of parts that nobody changed for a month; a page that is open asks anew."""
    with db.transaction() as session:
        session.execute(
            delete(Part)
            .where(Part.changed_at < now() - STILL)
            .execution_options(synchronize_session=False)
        )
