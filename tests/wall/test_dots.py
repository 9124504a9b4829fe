"""Dots: as many as the vote gives, hidden until it is over, never on what is not there."""

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from sqlalchemy.exc import IntegrityError

from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.seats.commands import give_key, hash_of
from consult.seats.queries import seat_by_token
from consult.wall import Pile, points_on, put_dots, reveal
from consult.wall.commands import dots_of
from consult.wall.commands.dots import TooManyDotsError, UnknownTargetError
from consult.wall.queries import voters_in
from tests.makers.seats import a_seat
from tests.makers.tables import a_block, at_block
from tests.makers.wall import a_card, a_dot, a_pile, a_vote, a_writing_session


@pytest.fixture
def voting(process, bruno):
    """A vote at hand over a pile and a card that everyone sees; and who votes."""
    session, block = a_writing_session(hidden_until_reveal=False)
    gina = a_seat(session)
    pile, card = a_pile(session, "Buses", a_card(gina, block)), a_card(gina, block, "Parks")
    return session, a_vote(session), gina, ("pile", pile.id), ("card", card.id)


def test_dots_are_put_moved_and_taken_away(voting):
    _session, vote, gina, pile, card = voting

    assert put_dots(gina, vote, {pile: 2, card: 1}) == {pile: 2, card: 1}
    assert put_dots(gina, vote, {card: 2}) == {pile: 2, card: 2}
    assert put_dots(gina, vote, {pile: 0}) == {card: 2}
    assert put_dots(gina, vote, {pile: 1}, whole=True) == {pile: 1}
    assert put_dots(gina, vote, {pile: 1}, whole=True) == {pile: 1}
    assert dots_of(gina, vote) == {pile: 1, card: 0}
    assert voters_in(vote) == 1


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({}, {0: 3}, "at most 2 dots on one"),
        ({0: 2}, {1: -1}, "one by one"),
        ({0: 2, 1: 2}, {2: 2}, "You have 5 dots"),
    ],
)
def test_nobody_puts_more_dots_than_the_vote_gives(voting, first, second, why):
    session, vote, gina, *targets = voting
    targets.append(("card", a_card(gina, session.blocks[0]).id))
    put_dots(gina, vote, {targets[place]: number for place, number in first.items()})

    with pytest.raises(TooManyDotsError, match=why):
        put_dots(gina, vote, {targets[place]: number for place, number in second.items()})
    assert sum(dots_of(gina, vote).values()) == sum(first.values())


def test_one_person_on_two_devices_has_the_dots_of_one_seat(voting):
    session, vote, gina, pile, card = voting
    first, second = (seat_by_token(session, hash_of(give_key(gina))) for _device in range(2))
    put_dots(first, vote, {pile: 2, card: 1})

    with pytest.raises(TooManyDotsError, match="at most 2"):
        put_dots(second, vote, {pile: 3})
    assert put_dots(second, vote, {card: 2}) == {pile: 2, card: 2}
    assert dots_of(first, vote) == {pile: 2, card: 2}


@pytest.mark.parametrize(
    "night",
    [
        datetime(2026, 3, 29, 0, 56, tzinfo=UTC),  # the clock goes forward at 2 in Rome
        datetime(2026, 10, 25, 0, 56, tzinfo=UTC),  # it goes back at 3
        datetime(2026, 5, 12, 21, 56, tzinfo=UTC),  # midnight in Rome
    ],
)
def test_neither_midnight_nor_a_change_of_the_clock_gives_a_vote_more_time(voting, night):
    _session, vote, gina, pile, _card = voting
    vote.began_at = night
    set_clock(offset=night + timedelta(minutes=7) - datetime.now(UTC))
    put_dots(gina, vote, {pile: 1})
    set_clock(offset=night + timedelta(minutes=9) - datetime.now(UTC))

    with pytest.raises(NotAllowedError, match="Time is up"):
        put_dots(gina, vote, {pile: 2})


def test_the_database_itself_keeps_one_answer_on_each_thing(voting):
    _session, vote, gina, (_kind, pile_id), _card = voting
    pile = db.session.get_one(Pile, pile_id)
    a_dot(gina, vote, pile)

    with pytest.raises(IntegrityError):
        a_dot(gina, vote, pile, points=2)
    db.session.rollback()


def test_a_vote_without_bounds_has_none(voting):
    _session, vote, gina, pile, _card = voting
    vote.dots_each = vote.dots_per_card = None

    assert put_dots(gina, vote, {pile: 50}) == {pile: 50}


def test_dots_go_on_what_stands_on_this_wall(voting):
    session, vote, gina, _pile, _card = voting
    elsewhere, block = a_writing_session(hidden_until_reveal=False)
    covered = a_block(session, hidden_until_reveal=True)
    away: list[tuple[Literal["card", "pile"], int]] = [
        ("card", a_card(gina, block).id),
        ("pile", a_pile(elsewhere, "Theirs").id),
        ("pile", a_pile(session, "Gone", dissolved_at=now()).id),
        ("card", a_card(gina, covered).id),
        ("card", a_card(gina, session.blocks[0], taken_back_at=now()).id),
        ("card", 2**31 - 1),
    ]

    for target in away:
        with pytest.raises(UnknownTargetError):
            put_dots(gina, vote, {target: 1})


def test_dots_are_put_while_the_vote_is_at_hand_and_there_is_time(voting):
    session, vote, gina, pile, _card = voting
    set_clock(offset=timedelta(minutes=8, seconds=3))
    put_dots(gina, vote, {pile: 1})
    set_clock(offset=timedelta(minutes=8, seconds=20))
    with pytest.raises(NotAllowedError, match="Time is up"):
        put_dots(gina, vote, {pile: 2})
    vote.extra_seconds = 120
    put_dots(gina, vote, {pile: 2})
    vote.extra_seconds = 0
    session.paused_at = now() - timedelta(minutes=5)
    put_dots(gina, vote, {pile: 1})
    at_block(session, a_block(session))

    with pytest.raises(NotAllowedError, match="No vote is open"):
        put_dots(gina, vote, {pile: 2})
    with pytest.raises(NotAllowedError, match="No vote is open"):
        put_dots(gina, session.blocks[0], {pile: 2})
    with pytest.raises(NotAllowedError, match="another session"):
        put_dots(a_seat(a_writing_session()[0]), vote, {pile: 1})


def test_nobody_reads_a_result_before_it_is_open_to_all(voting, bruno):
    session, vote, gina, pile, card = voting
    put_dots(gina, vote, {pile: 2, card: 1})
    put_dots(a_seat(session, "Ugo"), vote, {pile: 1})
    assert points_on(session, vote) is None

    reveal(bruno, vote)

    told = points_on(session, vote)
    assert (dict(told.points), told.voters, told.total) == ({pile: 3, card: 1}, 2, 4)
    with pytest.raises(NotAllowedError, match="result is open"):
        put_dots(gina, vote, {pile: 0})


def test_a_vote_that_is_over_tells_its_result(voting):
    session, vote, gina, pile, _card = voting
    put_dots(gina, vote, {pile: 2})
    at_block(session, a_block(session))

    assert points_on(session, vote).points == {pile: 2}
