"""Undoing an import: what it brought goes, some at a time; what others have used stays."""

from __future__ import annotations

import time
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
    from collections.abc import Callable, Sequence

AT_ONCE = 25
WORK_AT_ONCE = 0.03
"""Seconds of a processor after which a transaction ends, however few it has taken out: nobody else
writes to SQLite meanwhile, and each transaction begins with the same questions."""
OURS = frozenset({"imported_thing", "counted_in"})
"""Tables that hold every thing that came in: being there is no use of it."""


def undo_all(import_id: int, hold_on: Callable[[], None] = lambda: None) -> None:
    """Take out what an import brought, and before it what came after it in the same archive.

    Some at a time, each in a transaction of its own; broken off, it goes on where it ended.
    """
    with db.aside() as session:
        made = session.get_one(Import, import_id)
        first = made.follows_id or made.id
        together = select(Import.id).where(
            (Import.id == first) | (Import.follows_id == first), Import.id >= import_id
        )
        ids = session.scalars(together.order_by(Import.id.desc())).all()
    for one in ids:
        while undo_some(one):
            hold_on()


def undo_some(import_id: int) -> bool:
    """Take out the next things of an import that is being undone; return whether some are left.

    The last come out first, so that replies go before what they answer.
    """
    with db.transaction():
        until = time.thread_time() + WORK_AT_ONCE
        made = db.session.get_one(Import, import_id)
        db.lock_row(made)
        if made.state is not ImportState.UNDOING:
            return False
        things = _next_of(made)
        if not things:
            made.state, made.done_at = ImportState.UNDONE, now()
            return False
        used = _used(Contribution, [one.contribution_id for one in things if one.contribution_id])
        answered = _used_comments([one.comment_id for one in things if one.comment_id])
        for one in things:
            if one.contribution_id in used or one.comment_id in answered:
                made.kept += 1
                one.kept = True
                answered |= _answered_by(one)
            else:
                _take_out(one)
                made.removed += 1
            if time.thread_time() > until:
                break
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


def _used_comments(ids: Sequence[int]) -> set[int]:
    """Return those of these comments that others use; an answer among these is none yet."""
    if not ids:
        return set()
    answers = select(Comment.parent_id).where(Comment.parent_id.in_(ids), Comment.id.not_in(ids))
    others = [one for one in _referring(Comment.__tablename__) if one.table.name != "comment"]
    return _used(Comment, ids, others) | set(db.session.scalars(answers.distinct()))


def _answered_by(thing: ImportedThing) -> set[int]:
    """The comment that a comment answers, if it is one that does."""
    if thing.comment_id is None:
        return set()
    parent_id = db.session.get_one(Comment, thing.comment_id).parent_id
    return set() if parent_id is None else {parent_id}


def _used(
    kind: type[Model], ids: Sequence[int], columns: Sequence[Column[Any]] | None = None
) -> set[int]:
    """Return those of these that anything else refers to, or that a moderator decided on."""
    if not ids:
        return set()
    used: set[int] = set()
    for column in _referring(kind.__tablename__) if columns is None else columns:
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
