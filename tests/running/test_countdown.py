"""One countdown for every screen, in real seconds whatever the clock on the wall does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from consult.running.countdown import countdown_of, figures
from consult.running.steps import Step, agenda, ends_at, planned_end, step_of
from consult.tables import Block, BlockKind, Session, SessionState

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


def a_running_session(began_at=NOON, minutes=(8, 6, 10), at_hand=0, **rules):
    """A session in memory: the blocks before the one at hand took their minutes."""
    session = Session(state=SessionState.RUNNING, starts_at=began_at, started_at=began_at)
    session.blocks = [
        Block(
            id=place + 1,
            position=place,
            kind=BlockKind.PLENARY,
            minutes=lasts,
            hidden_until_reveal=False,
            extra_seconds=0,
            paused_seconds=0,
        )
        for place, lasts in enumerate(minutes)
    ]
    at = began_at
    for block in session.blocks[: at_hand + 1]:
        block.began_at = at
        at += timedelta(minutes=block.minutes)
        block.ended_at = at if block.position < at_hand else None
    for name, value in rules.items():
        setattr(session.blocks[at_hand], name, value)
    return session


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(222, "3:42"), (0, "0:00"), (59, "0:59"), (3_822, "1:03:42"), (35_999, "9:59:59")],
)
def test_a_span_is_written_in_figures(seconds, written):
    assert figures(seconds) == written


def test_it_counts_down_to_the_end_of_the_block():
    session = a_running_session()
    counted = countdown_of(session, session.block, NOON + timedelta(minutes=3, seconds=10))

    assert counted.figures == "4:50"
    assert counted.ends_at == NOON + timedelta(minutes=8)
    assert counted.ends_at_ms - counted.at_ms == 290_000
    assert counted.of_seconds == 480


def test_more_minutes_and_past_pauses_move_the_end():
    session = a_running_session(extra_seconds=120, paused_seconds=30)

    assert ends_at(session, session.block, NOON) == NOON + timedelta(minutes=10, seconds=30)


def test_in_a_pause_it_stands_still_and_the_end_moves_away():
    session = a_running_session()
    session.paused_at = NOON + timedelta(minutes=1)
    soon, later = (
        countdown_of(session, session.block, NOON + timedelta(minutes=wait)) for wait in (2, 30)
    )

    assert soon.figures == later.figures == "7:00"
    assert later.ends_at - soon.ends_at == timedelta(minutes=28)
    assert later.ends_at_ms is None
    assert later.stopped


def test_what_is_over_stays_at_nothing_and_says_for_how_long():
    session = a_running_session()
    counted = countdown_of(session, session.block, NOON + timedelta(minutes=8, seconds=5))

    assert (counted.seconds, counted.left) == (-5, 0)
    assert (counted.figures, counted.over) == ("0:00", "0:05")


@pytest.mark.parametrize(
    "began_at",
    [
        datetime(2026, 3, 29, 0, 55, tzinfo=UTC),  # the clock goes forward at 2 in Rome
        datetime(2026, 10, 25, 0, 55, tzinfo=UTC),  # it goes back at 3
        datetime(2026, 5, 12, 21, 55, tzinfo=UTC),  # midnight in Rome
    ],
)
def test_neither_midnight_nor_a_change_of_the_clock_takes_or_gives_time(began_at):
    session = a_running_session(began_at)

    assert countdown_of(session, session.block, began_at + timedelta(minutes=6)).figures == "2:00"
    assert planned_end(session, began_at) == began_at + timedelta(minutes=24)


def test_the_agenda_says_when_each_block_began_or_will():
    session = a_running_session(at_hand=1)
    session.blocks[0].ended_at = session.blocks[1].began_at = NOON + timedelta(minutes=9)
    stops = agenda(session, NOON + timedelta(minutes=10))

    assert [stop.at - NOON for stop in stops] == [timedelta(minutes=m) for m in (0, 9, 15)]
    assert [stop.is_next for stop in stops] == [False, False, True]


def test_a_block_that_takes_longer_moves_those_that_follow():
    session = a_running_session()
    at = NOON + timedelta(minutes=11)

    assert agenda(session, at)[1].at == at
    assert planned_end(session, at) == at + timedelta(minutes=16)


def test_the_last_block_ends_the_session_when_it_ends():
    session = a_running_session(at_hand=2)

    assert planned_end(session, NOON) == NOON + timedelta(minutes=24)
    session.block.ended_at = NOON + timedelta(minutes=20)
    assert planned_end(session, NOON) == NOON + timedelta(minutes=20)


def test_before_it_starts_the_agenda_is_counted_from_its_hour_or_from_now():
    session = a_running_session()
    session.state, session.started_at, session.blocks[0].began_at = SessionState.OPEN, None, None

    assert agenda(session, NOON - timedelta(hours=1))[1].at == NOON + timedelta(minutes=8)
    assert agenda(session, NOON + timedelta(hours=1))[0].at == NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "at_hand", "covered", "step"),
    [
        (SessionState.PREPARED, 0, False, Step.OPEN),
        (SessionState.OPEN, 0, False, Step.START),
        (SessionState.RUNNING, 0, False, Step.NEXT),
        (SessionState.RUNNING, 0, True, Step.REVEAL),
        (SessionState.RUNNING, 2, False, Step.END),
        (SessionState.RUNNING, 2, True, Step.REVEAL),
        (SessionState.ENDED, 2, False, None),
        (SessionState.CLOSED, 2, False, None),
    ],
)
def test_the_next_step_follows_from_where_the_session_is(state, at_hand, covered, step):
    session = a_running_session(at_hand=at_hand, hidden_until_reveal=covered)
    session.state = state

    assert step_of(session) is step


def test_what_was_called_off_has_no_next_step():
    session = a_running_session()
    session.state, session.cancelled_at = SessionState.PREPARED, NOON

    assert step_of(session) is None
