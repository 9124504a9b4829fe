"""Makers of this room's stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.discussion import CommentDraft, write_comment

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.contributions import Contribution
    from consult.discussion import Comment


def a_comment(
    person: Person,
    contribution: Contribution,
    body: str = "Shifts at the hospital end at half past ten.",
    parent: Comment | None = None,
) -> Comment:
    """Something a person answers, public at once."""
    return write_comment(person, contribution, CommentDraft(body), parent)
