"""Answering for somebody present who has no phone: by their own rules, and noted as written so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from consult.audit import note_act
from consult.kernel.policy import require
from consult.polls import AnswerDraft, Poll, answer_poll
from consult.rounds import go_to, place_topic, rank, stay_away
from consult.seats import can_stand_in
from consult.wall import put_dots

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.accounts import Person
    from consult.seats import Seat
    from consult.tables import Block, Session
    from consult.wall import Card

    Target = tuple[Literal["card", "pile"], int]


def rank_for(
    person: Person, session: Session, seat: Seat, block: Block, order: Sequence[Target]
) -> None:
    """Keep somebody's ranking. Raises `NotAllowedError`, and as `rank` does."""
    require(can_stand_in(person, session, seat))
    rank(seat, block, order)
    _note(person, "ranking.written_for", seat)


def put_dots_for(
    person: Person, session: Session, seat: Seat, block: Block, points: Mapping[Target, int]
) -> None:
    """Put somebody's dots. Raises `NotAllowedError`, and as `put_dots` does."""
    require(can_stand_in(person, session, seat))
    put_dots(seat, block, points)
    _note(person, "dots.put_for", seat)


def answer_for(
    person: Person, session: Session, seat: Seat, poll: Poll, draft: AnswerDraft
) -> None:
    """Keep what somebody answers or estimates. Raises `NotAllowedError`, and as `answer_poll`."""
    require(can_stand_in(person, session, seat))
    answer_poll(seat, poll, draft)
    _note(person, "answer.written_for", seat)


def place_topic_for(
    person: Person, session: Session, seat: Seat, card: Card, cell: tuple[Block, int]
) -> None:
    """Put somebody's topic into a cell: its hour, and the number of its place.

    Raises `NotAllowedError`, and as `place_topic` does.
    """
    require(can_stand_in(person, session, seat))
    slot, number = cell
    place_topic(seat, card, slot, number)
    _note(person, "topic.placed_for", seat)


def send_to(
    person: Person, session: Session, seat: Seat, group_id: int, *, away: bool = False
) -> None:
    """Say where somebody goes, or goes no longer. Raises `NotAllowedError`, and as `go_to` does."""
    require(can_stand_in(person, session, seat))
    (stay_away if away else go_to)(seat, session, group_id)
    _note(person, "place.chosen_for", seat)


def _note(person: Person, verb: str, seat: Seat) -> None:
    """Note who wrote it and for which seat, never what: a ranking and a dot stay private."""
    note_act(person, verb, seat, session=seat.session_id, seat=seat.number)
