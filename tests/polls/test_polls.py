"""A question to the room: one answer a seat, covered until it is told."""

from datetime import timedelta

import pytest

from consult.kernel.clock import now, set_clock
from consult.kernel.errors import NotAllowedError, NotFoundError, RefusedError
from consult.polls import (
    AnswerDraft,
    PollDraft,
    PollKind,
    UnsoundAnswerError,
    UnsoundPollError,
    answer_poll,
    begin_polls,
    close_poll,
    end_polls,
    how_many_answered,
    next_round,
    open_poll,
    polls_in,
    results_of,
    tell_poll,
)
from consult.polls.commands import NotARoundError
from consult.polls.queries import answers_of, get_poll, own_before, spread_before
from consult.seats import SeatState
from consult.tables import BlockKind
from tests.makers.seats import a_seat
from tests.makers.tables import a_block, a_session, at_block

ONE = PollDraft(PollKind.ONE, "Where first?", ["Stations", " ", "Schools"])
PANEL = PollDraft(PollKind.SCALE, "How likely is it?", (), {"low": 1, "high": 9})
RANKING = PollDraft(PollKind.RANKING, "What comes first?", ["A", "B", "C"], {"places": 2})
WORDS = PollDraft(PollKind.WORDS, "What else?")


@pytest.fixture
def session(database, process):
    session = a_session(method=None)
    at_block(session, a_block(session, BlockKind.PLENARY))
    return session


@pytest.fixture
def seats(session):
    return [a_seat(session, f"Seat {number}") for number in range(4)]


def test_the_last_answer_of_a_seat_counts(session, seats, bruno):
    poll = open_poll(bruno, session, ONE)
    answer_poll(seats[0], poll, AnswerDraft(option=0))
    answer_poll(seats[0], poll, AnswerDraft(option=1))
    answer_poll(seats[1], poll, AnswerDraft(option=1))

    assert how_many_answered([poll]) == {poll.id: 2}
    assert answers_of(seats[0], [poll])[poll.id].value == {"option": 1}
    tell_poll(bruno, session, poll)
    assert results_of(poll).counts == [0, 2]


def test_nobody_reads_the_answers_before_they_are_told(session, seats, bruno):
    poll = open_poll(bruno, session, ONE)
    answer_poll(seats[0], poll, AnswerDraft(option=0))
    close_poll(bruno, session, poll)
    close_poll(bruno, session, poll)

    with pytest.raises(NotAllowedError, match="covered"):
        results_of(poll)
    tell_poll(bruno, session, poll)
    tell_poll(bruno, session, poll)
    assert results_of(poll).answers == 1


def test_what_is_closed_takes_no_answer(session, seats, bruno):
    poll = open_poll(bruno, session, ONE)
    close_poll(bruno, session, poll)
    with pytest.raises(NotAllowedError, match="closed"):
        answer_poll(seats[0], poll, AnswerDraft(option=0))

    timed = open_poll(bruno, session, ONE)
    timed.closes_at = now() + timedelta(minutes=1)
    answer_poll(seats[0], timed, AnswerDraft(option=0))
    set_clock(offset=timedelta(minutes=2))
    with pytest.raises(NotAllowedError, match="closed"):
        answer_poll(seats[1], timed, AnswerDraft(option=0))


def test_only_who_takes_part_in_this_session_answers(session, seats, bruno):
    poll = open_poll(bruno, session, ONE)
    seats[0].state = SeatState.LEFT
    for seat in (seats[0], a_seat(a_session(method=None))):
        with pytest.raises(NotAllowedError, match="take part"):
            answer_poll(seat, poll, AnswerDraft(option=0))


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (ONE, AnswerDraft()),
        (ONE, AnswerDraft(option=2)),
        (PANEL, AnswerDraft(value=0)),
        (PANEL, AnswerDraft(value=10)),
        (RANKING, AnswerDraft(order=[])),
        (RANKING, AnswerDraft(order=[0, 0])),
        (RANKING, AnswerDraft(order=[0, 1, 2])),
        (RANKING, AnswerDraft(order=[3])),
        (WORDS, AnswerDraft(words=" \n ")),
        (WORDS, AnswerDraft(words="è" * 1001)),
    ],
)
def test_an_answer_says_what_the_question_asks_for(session, seats, bruno, asked, answer):
    poll = open_poll(bruno, session, asked)
    with pytest.raises(UnsoundAnswerError):
        answer_poll(seats[0], poll, answer)


@pytest.mark.parametrize(
    "asked",
    [
        PollDraft(PollKind.ONE, " ", ["A", "B"]),
        PollDraft(PollKind.ONE, "x" * 201, ["A", "B"]),
        PollDraft(PollKind.ONE, "Where?", ["A"]),
        PollDraft(PollKind.RANKING, "Where?", ["A", "A"]),
        PollDraft(PollKind.RANKING, "Where?", ["A", "b" * 141]),
        PollDraft(PollKind.SCALE, "How?", (), {"low": 5, "high": 5}),
    ],
)
def test_a_question_that_cannot_be_answered_is_not_put(session, bruno, asked):
    with pytest.raises(UnsoundPollError):
        open_poll(bruno, session, asked)


def test_a_nominal_group_ranks_in_private(session, seats, bruno):
    poll = open_poll(bruno, session, RANKING)
    answer_poll(seats[0], poll, AnswerDraft(order=[0, 1]))
    answer_poll(seats[1], poll, AnswerDraft(order=[1]))
    tell_poll(bruno, session, poll)

    assert [(one.item, one.points) for one in results_of(poll).ranking][:2] == [(1, 3), (0, 2)]


def test_a_panel_is_asked_again_and_who_stands_apart_says_why(session, seats, bruno):
    first = open_poll(bruno, session, PANEL)
    for seat, value in zip(seats, [5, 6, 6, 9], strict=True):
        answer_poll(seat, first, AnswerDraft(value=value))
    with pytest.raises(NotARoundError):
        next_round(bruno, session, first)
    tell_poll(bruno, session, first)
    second = next_round(bruno, session, first)

    assert (second.round, own_before(seats[3], second)) == (2, 9)
    assert spread_before(second).middle == 6
    with pytest.raises(UnsoundAnswerError, match="why"):
        answer_poll(seats[3], second, AnswerDraft(value=9))
    answer_poll(seats[3], second, AnswerDraft(value=9, reason="I saw it fail."))
    answer_poll(seats[0], second, AnswerDraft(value=6))
    tell_poll(bruno, session, second)
    told = results_of(second)

    assert (told.panel_before, told.answers, told.reasons) == (4, 2, ["I saw it fail."])
    assert not told.is_settled
    assert own_before(seats[0], first) is None
    assert spread_before(first) is None


def test_a_panel_that_stands_close_needs_no_other_round(session, seats, bruno):
    poll = open_poll(bruno, session, PANEL)
    for seat in seats:
        answer_poll(seat, poll, AnswerDraft(value=6))
    tell_poll(bruno, session, poll)

    assert results_of(poll).is_settled
    with pytest.raises(NotARoundError):
        next_round(bruno, session, open_poll(bruno, session, ONE))


def test_the_exit_questions_come_with_their_block_once_and_are_told_at_its_end(session, seats):
    survey = at_block(session, a_block(session, BlockKind.SURVEY))
    begin_polls(session, survey, now())
    begin_polls(session, survey, now())
    asked = polls_in(session)

    assert [one.kind for one in asked] == [PollKind.SCALE, PollKind.SCALE, PollKind.WORDS]
    answer_poll(seats[0], asked[2], AnswerDraft(words="More time 🙂"))
    end_polls(session, survey, now())
    assert results_of(asked[2]).words == ["More time 🙂"]
    begin_polls(session, a_block(session, BlockKind.VOTE), now())
    assert len(polls_in(session)) == 3


def test_only_who_runs_a_session_asks_closes_tells_and_asks_again(session, bea, bruno):
    poll = open_poll(bruno, session, ONE)
    for act in (
        lambda: open_poll(bea, session, ONE),
        lambda: close_poll(bea, session, poll),
        lambda: tell_poll(bea, session, poll),
        lambda: next_round(bea, session, poll),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_before_a_session_runs_nothing_is_asked(process, bruno):
    with pytest.raises(RefusedError, match="while the session runs"):
        open_poll(bruno, a_session(method=None), ONE)


def test_a_question_of_another_session_is_not_found(session, bruno):
    poll = open_poll(bruno, session, ONE)

    assert get_poll(session, poll.id) is poll
    with pytest.raises(NotFoundError):
        get_poll(a_session(method=None), poll.id)
