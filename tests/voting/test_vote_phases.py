"""A vote and the phases: one is arranged within them, open only in them, never ended by them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, RefusedError
from consult.processes import Activity, Phase, PhaseDraft, change_phase, delete_phase, is_foreseen
from consult.voting.commands import UnsoundChoiceError, arrange_choice, cast_ballot
from consult.voting.policy import can_vote, is_voting_open
from tests.makers import a_phase
from tests.voting.makers import a_choice, a_vote

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def draft_of(phase, **others):
    given = {"title": phase.title, "opens_at": phase.opens_at, "closes_at": phase.closes_at}
    given |= {"opens": [Activity(code) for code in phase.opens]}
    return PhaseDraft(**(given | others))


@pytest.fixture
def voting(process):
    """A phase that opens votes, from two days ago to two days hence."""
    moment = now()
    return a_phase(process, Activity.CHOOSE, opens_at=moment - 2 * DAY, closes_at=moment + 2 * DAY)


def test_a_vote_lies_within_phases_that_open_votes(elena, process):
    with pytest.raises(UnsoundChoiceError, match="No phase of this consultation opens it") as never:
        arrange_choice(elena, process, a_vote())
    assert never.value.field == "opens_at"
    moment = now()
    first = a_phase(process, Activity.CHOOSE, opens_at=moment - DAY, closes_at=moment + HOUR)

    with pytest.raises(UnsoundChoiceError, match="Phases open it from"):
        arrange_choice(elena, process, a_vote())

    a_phase(
        process,
        Activity.CHOOSE,
        opens_at=first.closes_at,
        closes_at=moment + 2 * DAY,
        code="right-after",
    )
    assert arrange_choice(elena, process, a_vote()).id


def test_phases_with_a_gap_do_not_hold_a_vote(process, voting):
    later = a_phase(
        process,
        Activity.CHOOSE,
        opens_at=voting.closes_at + HOUR,
        closes_at=voting.closes_at + DAY,
        code="later",
    )

    assert is_foreseen(process, Activity.CHOOSE, voting.opens_at, voting.closes_at)
    assert not is_foreseen(process, Activity.CHOOSE, voting.opens_at, later.closes_at)
    assert not is_foreseen(process, Activity.CHOOSE, later.closes_at, later.closes_at)
    assert not is_foreseen(process, Activity.SUPPORT, voting.opens_at, voting.closes_at)


def test_no_ballot_is_taken_outside_a_phase_that_opens_votes(ada, elena, process, voting):
    choice = a_choice(elena, process)
    assert can_vote(ada, process, choice, now())

    voting.opens = []
    db.session.flush()

    assert "in a phase that opens votes" in str(is_voting_open(process, choice, now()).reason)
    with pytest.raises(NotAllowedError, match="does not foresee it"):
        cast_ballot(ada, choice, [choice.options[0].id])


def test_phases_do_not_end_a_vote_before_its_instant(elena, process, voting):
    choice = a_choice(elena, process)

    for shorter in (
        draft_of(voting, closes_at=choice.closes_at - HOUR),
        draft_of(voting, opens=[Activity.COMMENT]),
    ):
        with pytest.raises(RefusedError, match="under way until"), db.session.begin_nested():
            change_phase(elena, voting, shorter, version=voting.version)
    longer = draft_of(voting, opens_at=voting.opens_at - DAY, closes_at=choice.closes_at)
    change_phase(elena, voting, longer, version=voting.version)


def test_a_phase_to_come_that_a_vote_needs_is_not_taken_away(elena, process, voting):
    coming = a_phase(
        process,
        Activity.CHOOSE,
        opens_at=voting.closes_at,
        closes_at=voting.closes_at + DAY,
        code="coming",
    )
    a_choice(elena, process, closes_at=coming.closes_at)

    with pytest.raises(RefusedError, match="under way until"):
        delete_phase(elena, coming)


def test_the_desk_says_when_phases_leave_a_vote_out(browser, elena, process, voting):
    choice_id = a_choice(elena, process, opens_at=now() + HOUR).id
    phase_id, desk = voting.id, f"/processes/plan/desk/choices/{choice_id}"
    page = browser.sign_in(elena).get(desk)
    assert "Phases leave this vote out" not in page.text("main")

    with db.transaction():
        phase = db.session.get_one(Phase, phase_id)
        change_phase(elena, phase, draft_of(phase, opens=[]), version=phase.version)

    assert "No phase of this consultation opens it" in browser.get(desk).text(".notice + .notice")
    page = browser.get(f"{desk}/edit")
    assert page.links()["Open the phases"] == "/processes/plan/desk/settings/phases"
    assert "No phase of this consultation opens it" in page.text("form.stack")
