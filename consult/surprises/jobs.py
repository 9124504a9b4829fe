"""Counting anew, where something public has changed since it was last counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from consult.contributions import Contribution, State, Voice, totals_of
from consult.kernel.db import db
from consult.kernel.jobs import every
from consult.processes import Process
from consult.surprises.models import Crossing

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute

SIDES: dict[str, InstrumentedAttribute[Any]] = {"channel": Contribution.channel, "kind": Voice.kind}


@every(seconds=120, outside=True)
def count_crossings() -> None:
    """Count each consultation whose public totals have another version than what was counted."""
    with db.aside() as session:
        processes = session.scalars(select(Process.id).order_by(Process.id)).all()
    for process_id in processes:
        _count(process_id)
        db.forget()


def _count(process_id: int) -> None:
    db.forget()
    version = totals_of(db.session.get_one(Process, process_id)).version
    known = db.session.scalar(select(Crossing.version).where(Crossing.process_id == process_id))
    if version == (known or 0):
        return
    counts = {side: _by(process_id, column) for side, column in SIDES.items()}
    db.forget()
    with db.transaction() as session:
        kept = session.scalars(select(Crossing).where(Crossing.process_id == process_id)).first()
        if kept is None:
            session.add(Crossing(process_id=process_id, version=version, counts=counts))
        else:
            kept.version, kept.counts = version, counts


def _by(process_id: int, column: InstrumentedAttribute[Any]) -> list[list[Any]]:
    rows = db.session.execute(
        select(
            column,
            Contribution.theme_id,
            func.count(),
            func.count(Voice.counted_id.distinct()),
        )
        .join(Voice, Voice.id == Contribution.voice_id)
        .where(
            Contribution.process_id == process_id,
            Contribution.state == State.PUBLISHED,
            Contribution.theme_id.is_not(None),
        )
        .group_by(column, Contribution.theme_id)
        .order_by(column, Contribution.theme_id)
    )
    return [[str(value), theme_id, count, people] for value, theme_id, count, people in rows]
