"""A session goes from block to block under its lock: pauses, more minutes, its end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.accounts import Person
from consult.audit import Act
from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, RefusedError
from consult.kernel.i18n import speaking
from consult.live import version_of
from consult.processes import Role
from consult.running import (
    LATE_FOR,
    add_minutes,
    block_began,
    end_session,
    next_block,
    open_session,
    pause,
    resume,
    reveal_block,
    session_ended,
    start_session,
)
from consult.seats import groups_in, members_of
from consult.tables import BlockKind, SessionState, get_session, topic_of
from tests.makers import a_person, on_staff
from tests.makers.seats import a_seat
from tests.makers.tables import a_block, a_session, a_table, a_zone


@pytest.fixture
def session(bruno, process):
    """A session of three blocks that is being prepared; what is written in the second is hidden."""
    session = a_session(a_table(process), method=None)
    a_block(session, BlockKind.WELCOME, minutes=8)
    a_block(session, BlockKind.SILENT_WRITE, minutes=6, hidden_until_reveal=True, cards_each=3)
    a_block(session, BlockKind.PLENARY, minutes=10)
    return session


@pytest.fixture
def running(bruno, session):
    """The same session, with its first block at hand."""
    open_session(bruno, session)
    start_session(bruno, session)
    return session


@pytest.fixture
def heard():
    """What the session announces to the rooms above."""
    news = []
    block_began.when(news.append)
    session_ended.when(news.append)
    yield news
    block_began._listeners.remove(news.append)
    session_ended._listeners.remove(news.append)


def later(**span):
    set_clock(offset=timedelta(**span))


def verbs():
    return list(db.session.scalars(select(Act.verb).order_by(Act.id)))


def test_a_session_runs_from_its_opening_to_its_end(bruno, session, heard):
    open_session(bruno, session)
    first = start_session(bruno, session)
    second = next_block(bruno, session, first.id)
    third = next_block(bruno, session, second.id)
    end_session(bruno, session)

    assert [first, second, third] == session.blocks
    assert session.state is SessionState.ENDED
    assert all(block.ended_at for block in session.blocks)
    assert session.late_until - session.ended_at == LATE_FOR
    assert heard == [first, second, third, session]
    assert verbs() == [
        "session.opened",
        "session.started",
        "session.went_on",
        "block.revealed",
        "session.went_on",
        "session.ended",
    ]


def test_each_step_is_told_to_every_screen(bruno, session):
    told = [version_of(topic_of(session))]
    open_session(bruno, session)
    for act in (start_session, pause, resume, end_session):
        told.append(version_of(topic_of(session)))
        act(bruno, session)
    told.append(version_of(topic_of(session)))

    assert told == sorted(set(told))


def test_what_was_done_already_is_not_done_again(bruno, running):
    first, done = running.block, len(verbs())

    open_session(bruno, running)
    assert start_session(bruno, running) is first
    second = next_block(bruno, running, first.id)
    assert next_block(bruno, running, first.id) is second
    pause(bruno, running)
    stopped = running.paused_at
    later(seconds=30)
    pause(bruno, running)
    assert running.paused_at == stopped
    resume(bruno, running)
    resume(bruno, running)
    end_session(bruno, running)
    end_session(bruno, running)

    assert len(verbs()) - done == 5  # on, paused, resumed, revealed, ended


def test_only_what_is_open_starts_and_what_runs_goes_on(bruno, session):
    with pytest.raises(RefusedError, match="Only a session that is open can start"):
        start_session(bruno, session)
    with pytest.raises(RefusedError, match="Only a session that is running can end"):
        end_session(bruno, session)
    for act in (pause, resume):
        with pytest.raises(RefusedError, match="not running"):
            act(bruno, session)
    with pytest.raises(RefusedError, match="not running"):
        next_block(bruno, session, session.blocks[0].id)


def test_a_session_that_is_over_does_not_open_again(bruno, running):
    end_session(bruno, running)

    with pytest.raises(RefusedError, match="being prepared"):
        open_session(bruno, running)


def test_after_the_last_block_comes_the_end(bruno, running):
    for block in running.blocks[:-1]:
        next_block(bruno, running, block.id)

    with pytest.raises(RefusedError, match="last block"):
        next_block(bruno, running, running.block.id)
    assert running.block is running.blocks[-1]


def test_what_is_covered_is_shown_by_a_step_of_its_own(bruno, running):
    writing = next_block(bruno, running, running.block.id)
    assert writing.is_covered

    reveal_block(bruno, running, running.blocks[0].id)  # pressed on a screen that lags behind
    assert writing.is_covered

    reveal_block(bruno, running, writing.id)
    opened = writing.revealed_at
    later(seconds=5)
    reveal_block(bruno, running, writing.id)

    assert running.block is writing
    assert writing.revealed_at == opened is not None


def test_nothing_stays_covered_when_its_block_is_over(bruno, running):
    writing = next_block(bruno, running, running.block.id)
    next_block(bruno, running, writing.id)

    assert writing.revealed_at is not None


def test_a_pause_moves_the_end_by_its_length(bruno, running):
    block = running.block
    later(minutes=3)
    pause(bruno, running)
    left = block.seconds_left(now(), running.paused_at)
    later(minutes=23)
    assert block.seconds_left(now(), running.paused_at) == left

    resume(bruno, running)

    assert block.paused_seconds == 20 * 60
    assert abs(block.seconds_left(now(), running.paused_at) - left) <= 1


def test_going_on_ends_the_pause(bruno, running):
    welcome = running.block
    pause(bruno, running)
    later(minutes=2)
    writing = next_block(bruno, running, welcome.id)

    assert running.paused_at is None
    assert welcome.paused_seconds == 120
    assert writing.seconds_left(now(), running.paused_at) == 6 * 60


def test_more_minutes_are_for_the_block_that_one_sees(bruno, running):
    first = running.block
    add_minutes(bruno, running, 2, first.id)
    second = next_block(bruno, running, first.id)
    add_minutes(bruno, running, 5, first.id)

    assert (first.extra_seconds, second.extra_seconds) == (120, 0)


@pytest.mark.parametrize("minutes", [0, -3, 61, 10**9])
def test_minutes_are_added_a_few_at_a_time(bruno, running, minutes):
    with pytest.raises(RefusedError, match="from one minute"):
        add_minutes(bruno, running, minutes, running.block.id)


def test_only_who_runs_a_session_moves_it(bruno, running, process):
    elsewhere = on_staff(a_person("Wanda"), process, Role.FACILITATOR, zone=a_zone(1))
    moderator = on_staff(a_person("Mara"), process, Role.MODERATOR)
    block = running.block

    for person in (elsewhere, moderator, a_person("Ada"), None):
        for act in (open_session, start_session, pause, resume, end_session):
            with pytest.raises(NotAllowedError):
                act(person, running)
        with pytest.raises(NotAllowedError):
            next_block(person, running, block.id)
        with pytest.raises(NotAllowedError):
            reveal_block(person, running, block.id)
        with pytest.raises(NotAllowedError):
            add_minutes(person, running, 1, block.id)
    assert running.block is block


def test_a_second_facilitator_goes_on_where_the_first_stopped(bruno, running, process):
    add_minutes(bruno, running, 1, running.block.id)
    pause(bruno, running)
    irene = on_staff(a_person("Irene"), process, Role.FACILITATOR)
    db.end_write(keep=True)
    db.forget()

    with db.transaction():
        anew = get_session(running.id)
        resume(db.session.get_one(Person, irene.id), anew)
        block = anew.block

    assert block.position == 0
    assert block.extra_seconds == 60
    assert anew.paused_at is None


def test_two_facilitators_who_press_at_once_go_on_once(bruno, running, process):
    people = [bruno.id] + [
        on_staff(a_person(f"Guide {number}"), process, Role.FACILITATOR).id for number in range(3)
    ]
    first, session_id = running.block.id, running.id
    db.end_write(keep=True)
    db.forget()

    def press(person_id):
        with speaking("en"), db.transaction():
            session = get_session(session_id)
            return next_block(db.session.get_one(Person, person_id), session, first).position

    with ThreadPoolExecutor(len(people)) as threads:
        seen = list(threads.map(press, people))

    assert seen == [1, 1, 1, 1]
    with db.transaction():
        went_on = select(func.count()).where(Act.verb == "session.went_on")
        assert db.session.scalar(went_on) == 1
        assert get_session(session_id).block.position == 1


def test_groups_are_dealt_when_a_breakout_finds_none(bruno, session):
    breakout = a_block(session, BlockKind.BREAKOUT)
    session.per_group = 2
    people = [a_seat(session, f"Guest {number}") for number in range(5)]
    open_session(bruno, session)
    block = start_session(bruno, session)
    while block is not breakout:
        assert not groups_in(session, block)
        block = next_block(bruno, session, block.id)

    dealt = members_of(groups_in(session, breakout))
    assert sorted(len(seats) for seats in dealt.values()) == [1, 2, 2]
    assert {seat.id for seats in dealt.values() for seat in seats} == {one.id for one in people}


def test_groups_are_made_when_a_block_wants_them_and_somebody_is_there(bruno, session):
    groups = a_block(session, BlockKind.BREAKOUT)
    open_session(bruno, session)
    block = start_session(bruno, session)
    while block.id != groups.id:
        block = next_block(bruno, session, block.id)

    assert not groups_in(session, groups)
