"""Questions to the room on the three pages of a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from consult.analysis.estimates import Spread
from consult.kernel.clock import now
from consult.kernel.forms import ActionForm
from consult.kernel.pages import html_of
from consult.polls.forms import PollForm
from consult.polls.models import Poll, PollAnswer
from consult.polls.queries import (
    Results,
    answers_of,
    given_to,
    how_many_answered,
    own_before,
    polls_in,
    results_of,
    spread_before,
)
from consult.tables import phone_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.accounts import Person
    from consult.seats import Seat
    from consult.tables import Block, Session


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one seat sees it: what it answered, what it said before, where all stood."""

    poll: Poll
    is_open: bool
    answer: PollAnswer | None
    before: int | None
    panel: Spread | None
    results: Results | None


def phone_piece(
    seat: Seat,
    session: Session,
    block: Block,
    refused: tuple[int, str] | None = None,
    base: str = "",
) -> Markup:
    """Answer what is asked, change it until it closes, read what is told.

    `refused` is the question whose answer was refused just now, and why; who stands in for
    somebody sends it to `base`.
    """
    polls = _of_now(polls_in(session), block)
    if not polls:
        return Markup()
    answers, given, at = answers_of(seat, polls), given_to(polls), now()
    return html_of(
        "polls/_phone.html",
        base=base or phone_path(session),
        session=session,
        asked=[
            Asked(
                poll,
                poll.is_open(at),
                answers.get(poll.id),
                own_before(seat, poll, given),
                spread_before(poll, given),
                results_of(poll, given) if poll.told_at else None,
            )
            for poll in polls
        ],
        refused=refused,
        form=ActionForm(formdata=None),
    )


def console_piece(
    person: Person, session: Session, block: Block, form: PollForm | None = None
) -> Markup:
    """Put a question to the room; see how many answered; close, tell, ask a panel again."""
    del person
    polls = _of_now(polls_in(session), block)
    told, given = [one for one in polls if one.told_at], given_to(polls)
    return html_of(
        "polls/_console.html",
        session=session,
        polls=polls,
        answered=how_many_answered(polls) if polls else {},
        results={one.id: results_of(one, given) for one in told},
        form=ActionForm(formdata=None),
        asking=form or PollForm(formdata=None),
        at=now(),
    )


def projector_piece(session: Session, block: Block) -> Markup:
    """What is asked and how many answered; what they answered once it is told."""
    polls = _of_now(polls_in(session), block)
    if not polls:
        return Markup()
    given = given_to(polls)
    return html_of(
        "polls/_projector.html",
        polls=polls,
        answered=how_many_answered(polls),
        results={one.id: results_of(one, given) for one in polls if one.told_at},
        at=now(),
    )


def _of_now(polls: Sequence[Poll], block: Block) -> list[Poll]:
    """The last round of what was put since the block at hand began, and what is still open.

    Where a panel stands is shown until it is asked again: people talk about it in between.
    """
    followed = {one.follows_id for one in polls}
    since, at = block.began_at, now()
    return [
        one
        for one in polls
        if one.id not in followed
        and (
            one.is_open(at)
            or (since is not None and one.opened_at >= since)
            or (one.told_at is not None and one.settings.get("panel"))
        )
    ]
