"""Taking in comments that were written elsewhere: many at once, two levels deep as ours are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from sqlalchemy import insert, update

from consult.contributions import Voice, VoiceKind, count_many_comments
from consult.discussion.commands import withdraw_from_readers
from consult.discussion.models import Comment, State
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.text import plain_html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class ArrivedComment:
    """A comment of another system, cleaned and rendered before the database is held.

    `parent_id` is a comment of the first level, on the same contribution.
    """

    contribution_id: int
    parent_id: int | None
    source: str
    body: Markup
    language: str
    state: State
    written_at: datetime
    evidence: Mapping[str, Any]


def take_in(drafts: Sequence[ArrivedComment]) -> list[int]:
    """Take in comments of another system and return their ids, in the order of the drafts.

    Each is a voice of its own. Nobody is written to about what was said long ago; who may do this
    is asked by the room that does it.
    """
    if not drafts:
        return []
    voices = db.session.scalars(
        insert(Voice).returning(Voice.id),
        [{"kind": VoiceKind.IMPORTED, "created_at": now()} for _one in drafts],
    ).all()
    ids = db.session.scalars(
        insert(Comment).returning(Comment.id, sort_by_parameter_order=True),
        [
            {
                "contribution_id": one.contribution_id,
                "parent_id": one.parent_id,
                "voice_id": voice_id,
                "source": one.source,
                "body": one.body,
                "language": one.language,
                "state": one.state,
                "written_at": one.written_at,
                "evidence": dict(one.evidence),
            }
            for one, voice_id in zip(drafts, voices, strict=True)
        ],
    ).all()
    public = [one for one in drafts if one.state is State.PUBLISHED]
    answered = Counter(one.parent_id for one in public if one.parent_id is not None)
    for parent_id, more in sorted(answered.items()):
        db.session.execute(
            update(Comment)
            .where(Comment.id == parent_id)
            .values(replies=Comment.replies + more)
            .execution_options(synchronize_session=False)
        )
    count_many_comments(Counter(one.contribution_id for one in public))
    return list(ids)


def reword(comment: Comment, draft: ArrivedComment) -> None:
    """Let a comment say what it says elsewhere by now; whether it is shown is decided here."""
    db.lock_row(comment)
    comment.source, comment.body = draft.source, plain_html(draft.source)
    comment.language, comment.written_at = draft.language, draft.written_at
    comment.evidence = dict(draft.evidence)
    comment.changed_at = now()
    db.session.flush()


def send_back(comment: Comment) -> None:
    """Undo that a comment came in: it leaves the counts, and its row goes.

    Only for what nobody here has answered; the room that undoes an import has made sure of it.
    """
    if comment.state is not State.WITHDRAWN:
        withdraw_from_readers(comment)
    db.session.delete(comment)
    db.session.flush()
