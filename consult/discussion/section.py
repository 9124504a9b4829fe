"""The comments under an idea as one reader sees them: who may answer, withdraw, report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from consult.contributions import Contribution, Piece, voice_id_of
from consult.discussion.models import Comment
from consult.discussion.policy import can_comment, can_withdraw
from consult.discussion.slots import comment_actions
from consult.kernel.clock import now
from consult.kernel.forms import ActionForm
from consult.kernel.policy import Verdict
from consult.processes import Activity, Process, is_open_for

if TYPE_CHECKING:
    from consult.accounts import Person


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader may do with the comments of a page."""

    process: Process
    contribution: Contribution
    person: Person | None
    open: Verdict
    verdict: Verdict
    withdrawing: ActionForm | None
    own: frozenset[int]
    actions: Mapping[int, Sequence[Piece]]

    def withdraws(self, comment: Comment) -> bool:
        """Whether the reader may take this comment away."""
        return comment.id in self.own

    def answers(self, comment: Comment) -> bool:
        """Whether the reader may answer this comment; a visitor is asked to sign in."""
        return comment.is_public and bool(self.verdict if self.person else self.open)

    def address(self, comment: Comment) -> str:
        """The comment's own page."""
        return self._url("show", comment)

    def answer_url(self, comment: Comment) -> str:
        """The page where one answers it."""
        return self._url("reply_new", comment)

    def withdrawal_url(self, comment: Comment) -> str:
        """Where its author takes it away."""
        return self._url("withdrawal_create", comment)

    def _url(self, view: str, comment: Comment) -> str:
        return url_for(
            f"discussion.{view}",
            slug=self.process.slug,
            code=self.contribution.code,
            comment_id=comment.id,
        )


def reading_of(
    person: Person | None,
    process: Process,
    contribution: Contribution,
    comments: Sequence[Comment],
) -> Reading:
    """Ask once, for all the comments of a page, what the reader may do with them."""
    voice_id = voice_id_of(person)
    return Reading(
        process=process,
        contribution=contribution,
        person=person,
        open=is_open_for(process, Activity.COMMENT, now()),
        verdict=can_comment(person, process, contribution, now()),
        withdrawing=ActionForm(formdata=None) if person else None,
        own=frozenset(one.id for one in comments if can_withdraw(person, one, voice_id)),
        actions=comment_actions.fill(comments),
    )
