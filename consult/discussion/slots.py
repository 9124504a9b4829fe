"""What the discussion room shows on ideas' pages, and where others add to its own."""

from __future__ import annotations

from flask import url_for

from consult.contributions import Piece
from consult.discussion.models import Comment
from consult.kernel.slots import Slot

comment_actions: Slot[Comment, Piece] = Slot("discussion.comment_actions")
"""What a reader can do with a comment beside answering it: report it."""


def comment_url(comment: Comment, slug: str) -> str:
    """Return the address of a comment's own page; its contribution must be loaded."""
    return url_for(
        "discussion.show", slug=slug, code=comment.contribution.code, comment_id=comment.id
    )
