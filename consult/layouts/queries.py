"""Reads: where the public voices of a consultation lie, and which layouts are out of date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from consult.contributions import Contribution, State, totals_of
from consult.kernel.db import db
from consult.layouts.models import Layout, LayoutSpot
from consult.processes import Process

if TYPE_CHECKING:
    from collections.abc import Sequence


class Spot(NamedTuple):
    """Where a contribution lies."""

    contribution_id: int
    x: float
    y: float


def last_layout(process_id: int) -> Layout | None:
    """Return what is known of the last layout of a consultation."""
    return db.session.scalars(select(Layout).where(Layout.process_id == process_id)).one_or_none()


def spots_in(process_id: int, most: int) -> Sequence[Spot]:
    """Return where the newest public contributions of a consultation lie, so many at most."""
    rows = db.session.execute(
        select(LayoutSpot.contribution_id, LayoutSpot.x, LayoutSpot.y)
        .join(Contribution, Contribution.id == LayoutSpot.contribution_id)
        .where(LayoutSpot.process_id == process_id, Contribution.state == State.PUBLISHED)
        .order_by(LayoutSpot.contribution_id.desc())
        .limit(most)
    )
    return [Spot(*row) for row in rows]


def due_layouts() -> list[tuple[int, int]]:
    """Return the consultations of which something public has changed since they were laid out.

    With each comes the version of its public totals.
    """
    due = []
    for process in db.session.scalars(select(Process).order_by(Process.id)).all():
        last = last_layout(process.id)
        version = totals_of(process).version
        if version != (last.version if last else 0):
            due.append((process.id, version))
    return due
