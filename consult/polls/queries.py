"""Reads about questions put to the room: which there are, who answered, with what result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from consult.analysis.estimates import Spread, is_steady, spread_of
from consult.analysis.rankings import Ranked, ranked
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.polls.models import Poll, PollAnswer, PollKind
from consult.polls.policy import can_see_results
from consult.seats import Seat
from consult.tables import Block, Session


@dataclass(frozen=True, slots=True)
class Results:
    """What a room answered: how many did, and by option, on the scale, in order or in words."""

    poll: Poll
    answers: int
    counts: Sequence[int] = ()
    spread: Spread | None = None
    ranking: Sequence[Ranked] = ()
    words: Sequence[str] = ()
    reasons: Sequence[str] = ()
    panel_before: int | None = None
    steady: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether another round would tell nothing new."""
        return self.steady or (self.spread is not None and self.spread.is_close)


def polls_in(session: Session) -> Sequence[Poll]:
    """Return the questions put to a room, in the order in which they were put."""
    return db.session.scalars(
        select(Poll).where(Poll.session_id == session.id).order_by(Poll.opened_at, Poll.id)
    ).all()


def polls_of_block(block: Block) -> Sequence[Poll]:
    """Return the questions that a block has put."""
    return db.session.scalars(
        select(Poll).where(Poll.block_id == block.id).order_by(Poll.opened_at, Poll.id)
    ).all()


def get_poll(session: Session, poll_id: int) -> Poll:
    """Return a question put to a room; raises `NotFoundError`."""
    poll = db.session.get(Poll, poll_id)
    if poll is None or poll.session_id != session.id:
        raise NotFoundError(_("There is no such question."))
    return poll


def answers_of(seat: Seat, polls: Sequence[Poll]) -> dict[int, PollAnswer]:
    """Return what a seat has answered to some questions, by question."""
    query = select(PollAnswer).where(
        PollAnswer.seat_id == seat.id, PollAnswer.poll_id.in_([one.id for one in polls])
    )
    return {one.poll_id: one for one in db.session.scalars(query)}


def how_many_answered(polls: Sequence[Poll]) -> dict[int, int]:
    """Return how many have answered each question: that much is never covered."""
    query = (
        select(PollAnswer.poll_id, func.count())
        .where(PollAnswer.poll_id.in_([one.id for one in polls]))
        .group_by(PollAnswer.poll_id)
    )
    return dict(db.session.execute(query).all())


def given_to(polls: Sequence[Poll]) -> dict[int, list[PollAnswer]]:
    """Return all answers to questions that are told, and to the rounds before, in one question.

    With them many questions are shown at the price of one.
    """
    wanted = {one.id for one in polls if one.told_at is not None}
    wanted |= {one.follows_id for one in polls if one.follows_id is not None}
    given: dict[int, list[PollAnswer]] = {poll_id: [] for poll_id in wanted}
    query = select(PollAnswer).where(PollAnswer.poll_id.in_(wanted)).order_by(PollAnswer.id)
    for answer in db.session.scalars(query) if wanted else ():
        given[answer.poll_id].append(answer)
    return given


def results_of(poll: Poll, given: Mapping[int, Sequence[PollAnswer]] | None = None) -> Results:
    """Return what the room answered; raises `NotAllowedError` before it is told."""
    require(can_see_results(poll))
    return _reckoned(poll, given_to([poll]) if given is None else given)


def spread_before(
    poll: Poll, given: Mapping[int, Sequence[PollAnswer]] | None = None
) -> Spread | None:
    """Return where the panel stood in the round before, which is told to who answers again."""
    if poll.follows_id is None:
        return None
    known = given_to([poll]) if given is None else given
    return spread_of(list(_values(known[poll.follows_id]).values()))


def own_before(
    seat: Seat, poll: Poll, given: Mapping[int, Sequence[PollAnswer]] | None = None
) -> int | None:
    """Return what a seat estimated in the round before."""
    if poll.follows_id is None:
        return None
    known = given_to([poll]) if given is None else given
    value = _values(known[poll.follows_id]).get(seat.id)
    return None if value is None else int(value)


def _reckoned(poll: Poll, given: Mapping[int, Sequence[PollAnswer]]) -> Results:
    answers = given[poll.id]
    many = len(answers)
    reasons = [one.reason for one in answers if one.reason]
    if poll.kind is PollKind.ONE:
        chosen = [one.value["option"] for one in answers]
        return Results(poll, many, [chosen.count(place) for place in range(len(poll.options))])
    if poll.kind is PollKind.RANKING:
        orders = [one.value["order"] for one in answers]
        return Results(poll, many, ranking=ranked(orders, len(poll.options), poll.places))
    if poll.kind is PollKind.WORDS:
        return Results(poll, many, words=[one.value["words"] for one in answers])
    values = {one.seat_id: float(one.value["value"]) for one in answers}
    before = _values(given[poll.follows_id]) if poll.follows_id else None
    scale = range(poll.low, poll.high + 1)
    return Results(
        poll,
        many,
        [sum(value == step for value in values.values()) for step in scale],
        spread_of(list(values.values())),
        reasons=reasons,
        panel_before=None if before is None else len(before),
        steady=before is not None and is_steady(before, values),
    )


def _values(answers: Sequence[PollAnswer]) -> dict[int, float]:
    return {one.seat_id: float(one.value["value"]) for one in answers}


def due(polls: Sequence[Poll], at: datetime) -> list[Poll]:
    """Return the questions that still take answers."""
    return [one for one in polls if one.is_open(at)]
