"""Comments on what was said, two levels deep."""

from consult.discussion.commands import (
    CommentDraft,
    hide_comment,
    show_comment,
    withdraw_comment,
    write_comment,
)
from consult.discussion.facts import (
    comment_hidden,
    comment_shown,
    comment_withdrawn,
    comment_written,
)
from consult.discussion.intake import ArrivedComment, reword, send_back, take_in
from consult.discussion.models import Comment, State
from consult.discussion.policy import can_comment, can_read_comment
from consult.discussion.queries import comments_with, get_comment
from consult.discussion.slots import comment_actions, comment_url

__all__ = [
    "ArrivedComment",
    "Comment",
    "CommentDraft",
    "State",
    "can_comment",
    "can_read_comment",
    "comment_actions",
    "comment_hidden",
    "comment_shown",
    "comment_url",
    "comment_withdrawn",
    "comment_written",
    "comments_with",
    "get_comment",
    "hide_comment",
    "reword",
    "send_back",
    "show_comment",
    "take_in",
    "withdraw_comment",
    "write_comment",
]
