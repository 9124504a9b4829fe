"""Reads about comments: the threads under a contribution, the replies under a comment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from consult.accounts import Person
from consult.contributions import Contribution, Voice
from consult.discussion.models import Comment, State
from consult.discussion.policy import can_read_comment
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.paging import PAGE_SIZE, Page, paginate
from consult.processes import tie_to_processes

FIRST_REPLIES = 3
"""How many replies stand under a comment before one asks for all."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and the first replies to it."""

    comment: Comment
    replies: Sequence[Comment]

    @property
    def more(self) -> int:
        """How many replies are not shown here."""
        return self.comment.replies - len(self.replies)


def _with_all_shown(query: Select[Any]) -> Select[Any]:
    return query.options(
        joinedload(Comment.voice).joinedload(Voice.person).joinedload(Person.municipality)
    )


def threads_on(
    contribution: Contribution, *, after: str | None = None, size: int = PAGE_SIZE
) -> Page[Thread]:
    """Return one page of the comments on a contribution, the newest first, with first replies.

    A comment that is no longer public keeps its place while it has public replies.
    """
    page = paginate(
        _with_all_shown(
            select(Comment).where(
                Comment.contribution_id == contribution.id,
                Comment.parent_id.is_(None),
                or_(Comment.state == State.PUBLISHED, Comment.replies > 0),
            )
        ),
        (Comment.written_at, Comment.id),
        lambda row: (row.written_at, row.id),
        after=after,
        size=size,
    )
    replies = _first_replies([one.id for one in page.rows if one.replies])
    return Page([Thread(one, replies.get(one.id, [])) for one in page.rows], page.next)


def _first_replies(parent_ids: Sequence[int]) -> dict[int, list[Comment]]:
    """The oldest public replies under each of these comments, in one query."""
    if not parent_ids:
        return {}
    found: dict[int, list[Comment]] = {}
    for one in db.session.scalars(_replies_query(), {"parents": parent_ids}):
        found.setdefault(one.parent_id or 0, []).append(one)
    return found


@cache
def _replies_query() -> Select[Comment]:
    """The numbered replies, written once: an alias takes longer to write than to ask for."""
    place = (
        func.row_number()
        .over(partition_by=Comment.parent_id, order_by=(Comment.written_at, Comment.id))
        .label("place")
    )
    numbered = (
        select(Comment, place)
        .where(
            Comment.parent_id.in_(bindparam("parents", expanding=True)),
            Comment.state == State.PUBLISHED,
        )
        .subquery()
    )
    reply = aliased(Comment, numbered)
    return (
        select(reply)
        .where(numbered.c.place <= FIRST_REPLIES)
        .order_by(reply.written_at, reply.id)
        .options(joinedload(reply.voice).joinedload(Voice.person).joinedload(Person.municipality))
    )


def all_in(threads: Sequence[Thread]) -> list[Comment]:
    """Return every comment of some threads."""
    return [one for thread in threads for one in (thread.comment, *thread.replies)]


def replies_to(comment: Comment, *, after: str | None = None) -> Page[Comment]:
    """Return one page of the public replies to a comment, in the order they came."""
    return paginate(
        _with_all_shown(
            select(Comment).where(Comment.parent_id == comment.id, Comment.state == State.PUBLISHED)
        ),
        (-Comment.id,),
        lambda row: (-row.id,),
        after=after,
    )


def parent_of(comment: Comment) -> Comment | None:
    """Return what a comment answers, if it answers another."""
    return None if comment.parent_id is None else _found(comment.parent_id)


def get_comment(contribution: Contribution, comment_id: int, person: Person | None) -> Comment:
    """Return a comment on a contribution, one that a person may read or that holds replies.

    Raises `NotFoundError` alike when there is none and when it is hidden from them.
    """
    found = _found(comment_id)
    if found is None or found.contribution_id != contribution.id:
        raise NotFoundError(_("There is no such comment."))
    holds_replies = found.replies > 0 and found.contribution.is_public
    if not holds_replies and not can_read_comment(person, found):
        raise NotFoundError(_("There is no such comment."))
    return found


def _found(comment_id: int) -> Comment | None:
    if not 0 < comment_id < 2**63:
        return None
    query = _with_all_shown(select(Comment).where(Comment.id == comment_id))
    one: Comment | None = db.session.scalars(
        query.options(joinedload(Comment.contribution).joinedload(Contribution.process))
    ).one_or_none()
    return one


def comments_with(ids: Iterable[int]) -> Sequence[Comment]:
    """Return the comments with these ids, whatever their state, with what they are about."""
    query = _with_all_shown(select(Comment).where(Comment.id.in_(list(ids)))).options(
        joinedload(Comment.contribution)
    )
    found: list[Comment] = list(db.session.scalars(query.order_by(Comment.written_at, Comment.id)))
    tie_to_processes(one.contribution for one in found)
    return found
