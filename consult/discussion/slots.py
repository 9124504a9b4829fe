"""What the discussion room shows on ideas' pages, and where others add to its own."""

from __future__ import annotations

from consult.contributions import Piece
from consult.discussion.models import Comment
from consult.kernel.slots import Slot

comment_actions: Slot[Comment, Piece] = Slot("discussion.comment_actions")
"""What a reader can do with a comment beside answering it: report it."""


def comment_url(comment: Comment, slug: str) -> str:
    """Return the address of a comment's own page; its contribution must be loaded.

    Letters lead there too, and are written where there is no request.
    """
    return f"/processes/{slug}/ideas/{comment.contribution.code}/comments/{comment.id}"
