"""Writing a comment, taking it back, and keeping it from readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import update

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import Contribution, count_comments, voice_of
from consult.discussion.facts import (
    comment_hidden,
    comment_shown,
    comment_withdrawn,
    comment_written,
)
from consult.discussion.models import Comment, State
from consult.discussion.policy import can_comment, can_withdraw
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _, current_language
from consult.kernel.policy import require
from consult.kernel.text import COMMENT_LIMIT, clean, plain_html
from consult.processes import Process, accept_pact, pact_to_accept

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


class EmptyCommentError(RefusedError):
    """A comment says something."""


class TooLongCommentError(RefusedError):
    """A comment is shorter than an idea."""


class PactNotAcceptedError(RefusedError):
    """The first thing that one says comes after accepting the pact, never before."""


@dataclass(frozen=True, slots=True)
class CommentDraft:
    """What a person typed: plain text."""

    body: str
    accepts_pact: bool = False


def write_comment(
    person: Person, contribution: Contribution, draft: CommentDraft, parent: Comment | None = None
) -> Comment:
    """Take in a comment, public at once; a reply to a reply hangs on the first level.

    Raises `NotAllowedError` when comments are not open or the person may not write,
    `EmptyCommentError`, `TooLongCommentError`, and `PactNotAcceptedError` when the pact was
    accepted neither before nor with it.
    """
    voice = voice_of(person)
    process = db.session.get_one(Process, contribution.process_id)
    require(can_comment(person, process, contribution, now(), parent))
    if parent is not None and parent.contribution_id != contribution.id:
        raise RefusedError(_("This comment answers another idea."))
    source = _sound(draft.body)
    _accept(person, process, draft)
    comment = Comment(
        contribution=contribution,
        parent_id=None if parent is None else parent.parent_id or parent.id,
        voice=voice,
        source=source,
        body=plain_html(source),
        language=current_language(),
        written_at=now(),
    )
    db.session.add(comment)
    db.session.flush()
    _count(comment, 1)
    note_act(person, "comment.written", comment, contribution=contribution.id)
    comment_written.announce(comment)
    return comment


def withdraw_comment(person: Person, comment: Comment) -> None:
    """Take one's own comment away; what others answered to it stays.

    Raises `NotAllowedError` when it is somebody else's or no longer public.
    """
    db.lock_row(comment)
    require(can_withdraw(person, comment, voice_of(person).id))
    withdraw_from_readers(comment)
    note_act(person, "comment.withdrawn", comment)


def withdraw_from_readers(comment: Comment) -> None:
    """Take a comment away; who may do so is asked by who calls, who holds its row."""
    _leave_public(comment, comment.withdraw)
    comment_withdrawn.announce(comment)


def hide_comment(comment: Comment) -> None:
    """Keep a comment from readers; who may do so is asked by the room that does it."""
    db.lock_row(comment)
    _leave_public(comment, comment.hide)
    comment_hidden.announce(comment)


def show_comment(comment: Comment) -> None:
    """Let everyone read a comment again; who may do so is asked by the room that does it."""
    db.lock_row(comment)
    comment.show(now())
    db.session.flush()
    _count(comment, 1)
    comment_shown.announce(comment)


def _sound(typed: str) -> str:
    source = clean(typed)
    if not source:
        raise EmptyCommentError(_("Write your comment."), field="body")
    if len(source) > COMMENT_LIMIT:
        raise TooLongCommentError(
            _("A comment has %(max)d characters at most.", max=COMMENT_LIMIT), field="body"
        )
    return source


def _accept(person: Person, process: Process, draft: CommentDraft) -> None:
    pact = pact_to_accept(person, process)
    if pact is None:
        return
    if not draft.accepts_pact:
        raise PactNotAcceptedError(
            _("Read the pact and accept it: it says what we do with your words."), field="pact"
        )
    accept_pact(person, process, pact.version)


def _leave_public(comment: Comment, act: Callable[[datetime], None]) -> None:
    was_public = comment.state is State.PUBLISHED
    act(now())
    db.session.flush()
    if was_public:
        _count(comment, -1)


def _count(comment: Comment, by: int) -> None:
    """Count one public comment more or less: on its contribution, and on what it answers."""
    if comment.parent_id is not None:
        db.session.execute(
            update(Comment)
            .where(Comment.id == comment.parent_id)
            .values(replies=Comment.replies + by)
        )
    count_comments(comment.contribution_id, by)
