"""Who asks for the floor waits in line; one speaks at a time; time counts for each."""

from datetime import timedelta

import pytest

from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError
from consult.seats import SeatState
from consult.speaking import (
    ask_for_floor,
    end_turn,
    end_turns,
    give_floor,
    give_floor_to,
    minutes_by_seat,
    move_up,
    speaking_now,
    take_back,
)
from consult.speaking.commands import NotWaitingError
from consult.speaking.queries import get_turn, waiting_in
from consult.tables import BlockKind
from tests.makers.seats import a_seat
from tests.makers.tables import a_block, a_session, at_block


@pytest.fixture
def session(database, process):
    return a_session(method=None)


@pytest.fixture
def plenary(session):
    return at_block(session, a_block(session, BlockKind.PLENARY))


@pytest.fixture
def gina(session):
    return a_seat(session, "Gina")


@pytest.fixture
def teo(session):
    return a_seat(session, "Teo")


def who_waits(block):
    return [turn.seat.name for turn in waiting_in(block.id)]


def test_who_asks_first_speaks_first_and_waits_once(plenary, gina, teo):
    first = ask_for_floor(gina, plenary)
    ask_for_floor(teo, plenary)

    assert ask_for_floor(gina, plenary) is first
    assert who_waits(plenary) == ["Gina", "Teo"]


def test_only_who_is_present_asks_and_only_while_all_listen(session, plenary, gina):
    gina.state = SeatState.WAITING
    with pytest.raises(NotAllowedError, match="take part"):
        ask_for_floor(gina, plenary)
    gina.state = SeatState.PRESENT
    silent = a_block(session)
    with pytest.raises(NotAllowedError, match="not at hand"):
        ask_for_floor(gina, silent)
    plenary.ended_at = now()
    with pytest.raises(NotAllowedError, match="whole room"):
        ask_for_floor(gina, at_block(session, silent))


def test_nobody_speaks_in_another_session(plenary):
    elsewhere = a_seat(a_session(method=None))
    with pytest.raises(NotAllowedError, match="not at hand"):
        ask_for_floor(elsewhere, plenary)


def test_one_speaks_at_a_time_and_the_next_ends_the_one_before(session, plenary, gina, teo, bruno):
    set_clock(rate=0)
    first, second = ask_for_floor(gina, plenary), ask_for_floor(teo, plenary)
    give_floor(bruno, session, first)
    set_clock(offset=timedelta(seconds=90), rate=0)
    give_floor(bruno, session, second)
    set_clock(offset=timedelta(seconds=120), rate=0)

    assert speaking_now(session).seat_id == teo.id
    assert minutes_by_seat(session, now()) == pytest.approx({gina.id: 1.5, teo.id: 0.5}, abs=0.1)
    end_turn(bruno, session)
    end_turn(bruno, session)
    assert speaking_now(session) is None
    give_floor_again = ask_for_floor(gina, plenary)
    assert give_floor_again.id != first.id


def test_who_has_not_asked_is_given_the_floor(session, plenary, gina, teo, bruno):
    turn = give_floor_to(bruno, session, gina, plenary)

    assert speaking_now(session).id == turn.id
    assert give_floor_to(bruno, session, gina, plenary).id == turn.id
    give_floor(bruno, session, turn)
    assert speaking_now(session).id == turn.id


def test_who_leaves_the_list_is_not_given_the_floor(session, plenary, gina, bruno):
    take_back(gina, plenary)
    turn = ask_for_floor(gina, plenary)
    take_back(gina, plenary)

    assert who_waits(plenary) == []
    with pytest.raises(NotWaitingError):
        give_floor(bruno, session, turn)
    with pytest.raises(NotWaitingError):
        move_up(bruno, session, turn)


def test_who_has_finished_says_so(session, plenary, gina, bruno):
    give_floor_to(bruno, session, gina, plenary)
    take_back(gina, plenary)

    assert speaking_now(session) is None


def test_the_list_is_put_in_another_order(session, plenary, gina, teo, bruno):
    ask_for_floor(gina, plenary)
    turn = ask_for_floor(teo, plenary)
    move_up(bruno, session, turn)
    assert who_waits(plenary) == ["Teo", "Gina"]

    move_up(bruno, session, turn)
    assert who_waits(plenary) == ["Teo", "Gina"]


def test_the_end_of_a_block_ends_its_list(session, plenary, gina, teo, bruno):
    give_floor_to(bruno, session, gina, plenary)
    ask_for_floor(teo, plenary)
    end_turns(plenary, now())
    db.session.expire_all()

    assert speaking_now(session) is None
    assert who_waits(plenary) == []


def test_only_who_runs_a_session_gives_the_floor(session, plenary, gina, bea):
    turn = ask_for_floor(gina, plenary)
    for act in (
        lambda: give_floor(bea, session, turn),
        lambda: give_floor_to(bea, session, gina, plenary),
        lambda: end_turn(bea, session),
        lambda: move_up(bea, session, turn),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_a_turn_of_another_session_is_not_found(session, plenary, gina):
    turn = ask_for_floor(gina, plenary)

    assert get_turn(session, turn.id).id == turn.id
    with pytest.raises(NotFoundError):
        get_turn(a_session(method=None), turn.id)
