"""What follows from a decision, and what the queue learns from the rooms below."""

from consult.contributions import (
    Contribution,
    State,
    contribution_given_back,
    contribution_hidden,
    contribution_published,
    contribution_recorded,
    contribution_revised,
    contribution_withdrawn,
)
from consult.discussion import Comment, comment_hidden, comment_withdrawn
from consult.docket import UNDO_FOR, Decision, take_in, take_out
from consult.moderation.facts import decision_taken
from consult.moderation.jobs import tell_author, tell_reporters


@decision_taken.when
def tell_whom_it_concerns(decision: Decision) -> None:
    tell_author.later(decision_id=decision.id, delay=UNDO_FOR)
    if decision.before is State.PUBLISHED:
        tell_reporters.later(decision_id=decision.id, delay=UNDO_FOR)


@contribution_recorded.when
def let_it_wait(contribution: Contribution) -> None:
    take_in(contribution)


@contribution_published.when
@contribution_hidden.when
@contribution_given_back.when
@contribution_withdrawn.when
def stop_waiting(contribution: Contribution) -> None:
    take_out("contribution", contribution.id, contribution.state)


@contribution_revised.when
def wait_again(contribution: Contribution) -> None:
    if contribution.state is State.WAITING:
        take_in(contribution)


@comment_hidden.when
@comment_withdrawn.when
def leave_the_comment(comment: Comment) -> None:
    take_out("comment", comment.id, State(comment.state))
