"""Undoing an import: what it brought goes, some at a time; what others have used stays."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, select

from consult.contributions import Contribution
from consult.contributions import send_back as send_contribution_back
from consult.discussion import Comment
from consult.discussion import send_back as send_comment_back
from consult.docket import Decision
from consult.exchange.models import Import, ImportedThing, ImportState
from consult.kernel.clock import now
from consult.kernel.db import Model, db

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_ONCE = 100
OURS = frozenset({"imported_thing", "counted_in"})
"""Tables that hold every thing that came in: being there is no use of it."""


def undo_some(import_id: int) -> bool:
    """Take out the next things of an import that is being undone; return whether some are left.

    In a transaction of its own; broken off, it goes on where it ended. The last come out first,
    so that replies go before what they answer.
    """
    with db.transaction():
        made = db.session.get_one(Import, import_id)
        db.lock_row(made)
        if made.state is not ImportState.UNDOING:
            return False
        things = _next_of(made)
        if not things:
            made.state, made.done_at = ImportState.UNDONE, now()
            return False
        used = _used(Contribution, [one.contribution_id for one in things if one.contribution_id])
        for one in things:
            # A comment's replies may have gone a moment ago: each is asked about by itself.
            answered = one.comment_id is not None and _used(Comment, [one.comment_id])
            if answered or one.contribution_id in used:
                made.kept += 1
                one.kept = True
            else:
                _take_out(one)
                made.removed += 1
    return True


def _next_of(made: Import) -> Sequence[ImportedThing]:
    query = (
        select(ImportedThing)
        .where(ImportedThing.import_id == made.id, ImportedThing.kept.is_(False))
        .order_by(ImportedThing.id.desc())
        .limit(AT_ONCE)
    )
    return db.session.scalars(query).all()


def _take_out(thing: ImportedThing) -> None:
    contribution_id, comment_id = thing.contribution_id, thing.comment_id
    db.session.delete(thing)
    db.session.flush()
    if contribution_id is not None:
        send_contribution_back(db.session.get_one(Contribution, contribution_id))
    else:
        send_comment_back(db.session.get_one(Comment, comment_id))


def _used(kind: type[Model], ids: Sequence[int]) -> set[int]:
    """Return those of these that anything else refers to, or that a moderator decided on."""
    if not ids:
        return set()
    used: set[int] = set()
    for column in _referring(kind.__tablename__):
        used.update(db.session.scalars(select(column).where(column.in_(ids)).distinct()))
    decided = select(Decision.subject_id).where(
        Decision.kind == kind.__tablename__, Decision.subject_id.in_(ids)
    )
    used.update(db.session.scalars(decided))
    return used


@cache
def _referring(table: str) -> tuple[Column[Any], ...]:
    """Every column of the house that refers to rows of a table: a new room is among them."""
    return tuple(
        key.parent
        for other in Model.metadata.tables.values()
        for key in other.foreign_keys
        if key.column.table.name == table and other.name not in OURS
    )
