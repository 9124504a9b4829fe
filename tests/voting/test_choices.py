"""A formal choice: its rules, who votes and until when, and what is told of it afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from consult.accounts import Tie
from consult.audit import Act
from consult.kernel.clock import now, reset_clock, set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.kernel.i18n import text
from consult.processes import State as ProcessState
from consult.processes import closing_objections
from consult.voting.commands import (
    ChoiceDraft,
    NoReasonError,
    OptionDraft,
    StaleChoiceError,
    UnsoundBallotError,
    UnsoundChoiceError,
    cast_ballot,
    rearrange_choice,
    withdraw_choice,
)
from consult.voting.models import Approval, Ballot, Electorate
from consult.voting.policy import can_see_tally, can_vote, is_voting_open
from consult.voting.tallies import (
    ballot_with,
    choices_in,
    own_ballot,
    tally_of,
)
from tests.makers import a_person, in_every_language
from tests.voting.makers import a_choice


@pytest.fixture
def choice(elena, process):
    """An open vote."""
    return a_choice(elena, process)


def ids(choice, *numbers):
    return [choice.options[number - 1].id for number in numbers]


def rules(choice, **others):
    given = {
        "title": in_every_language("What comes first?"),
        "note": {},
        "most": 1,
        "opens_at": choice.opens_at,
        "closes_at": choice.closes_at,
        "options": [OptionDraft(in_every_language(words)) for words in ("Trams", "Buses", "Bikes")],
    }
    return ChoiceDraft(**(given | others))


def test_only_planners_arrange_a_choice(ada, dario, elena, process):
    for person in (ada, dario):
        with pytest.raises(NotAllowedError, match="Only planners"):
            a_choice(person, process)

    choice = a_choice(elena, process)
    assert choices_in(process) == [choice]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"title": {}}, "title"),
        ({"options": [OptionDraft({"en": " "})] * 3}, "title"),
        ({"most": 4}, "more options"),
        ({"most": 0}, "more options"),
        ({"options": [OptionDraft({"en": "One"})], "most": 1}, "two options"),
        ({"options": [OptionDraft({"en": "One"}, "node", 1)] * 3}, "cannot be put to the vote"),
        ({"closes_at": now() - timedelta(days=9)}, "closes after"),
    ],
)
def test_rules_that_make_no_sense_are_refused(elena, process, wrong, why):
    with pytest.raises(UnsoundChoiceError, match=why):
        a_choice(elena, process, **wrong)


def test_one_votes_once_and_may_vote_otherwise_until_closing(ada, process, choice):
    first = cast_ballot(ada, choice, ids(choice, 1, 2))
    again = cast_ballot(ada, choice, ids(choice, 3))

    assert first is again
    assert own_ballot(choice, ada) == (first, frozenset(ids(choice, 3)))
    assert db.session.scalar(select(func.count(Ballot.id))) == 1
    assert db.session.scalar(select(func.count(Approval.id))) == 1
    assert ballot_with(process, first.receipt) == (first, choice)
    assert ballot_with(process, "K7Q2M4X") is None
    acts = db.session.scalars(select(Act).where(Act.verb == "ballot.cast")).all()
    assert not any(act.details for act in acts), "what one votes is nobody's business"


@pytest.mark.parametrize("numbers", [(), (1, 1), (1, 2, 3)])
def test_a_ballot_follows_the_rules(ada, choice, numbers):
    with pytest.raises(UnsoundBallotError):
        cast_ballot(ada, choice, ids(choice, *numbers))

    assert own_ballot(choice, ada) is None


def test_nobody_approves_what_stands_in_another_choice(ada, elena, process, choice):
    other = a_choice(elena, process)

    with pytest.raises(UnsoundBallotError, match="not in this choice"):
        cast_ballot(ada, choice, ids(other, 1))


def test_from_the_first_ballot_the_rules_stay(ada, elena, choice):
    rearrange_choice(elena, choice, rules(choice), version=choice.version)
    assert [text(option.title) for option in choice.options] == ["Trams", "Buses", "Bikes"]
    cast_ballot(ada, choice, ids(choice, 1))

    with pytest.raises(NotAllowedError, match="has voted already"):
        rearrange_choice(elena, choice, replace(rules(choice), most=2))
    with pytest.raises(NotAllowedError, match="has opened"):
        withdraw_choice(elena, choice, "A mistake")


def test_the_second_of_two_planners_overwrites_nothing(elena, choice):
    rearrange_choice(elena, choice, rules(choice), version=1)

    with pytest.raises(StaleChoiceError):
        rearrange_choice(elena, choice, replace(rules(choice), most=2), version=1)

    assert choice.most == 1


def test_what_cannot_be_kept_leaves_the_rules_as_they_were(elena, choice):
    with pytest.raises(UnsoundChoiceError):
        rearrange_choice(elena, choice, rules(choice, most=3))

    assert text(choice.options[0].title) == "Option 1"
    assert choice.version == 1


def test_a_vote_is_withdrawn_before_it_opens_and_for_good(ada, dario, elena, process):
    choice = a_choice(elena, process, opens_at=now() + timedelta(hours=1))

    for person in (ada, dario):
        with pytest.raises(NotAllowedError, match="Only planners"):
            withdraw_choice(person, choice, "A mistake")
        with pytest.raises(NotAllowedError, match="Only planners"):
            rearrange_choice(person, choice, rules(choice))
    with pytest.raises(NoReasonError):
        withdraw_choice(elena, choice, "  ")
    withdraw_choice(elena, choice, "The council asks again in spring.")

    for at in (now(), choice.opens_at, choice.closes_at):
        assert "was withdrawn" in str(is_voting_open(process, choice, at).reason)
        assert "was withdrawn" in str(can_see_tally(choice, at).reason)
    assert closing_objections.fill([process])[process.id] == []
    for act in (
        lambda: withdraw_choice(elena, choice, "Again"),
        lambda: rearrange_choice(elena, choice, rules(choice)),
    ):
        with pytest.raises(NotAllowedError, match="was withdrawn"):
            act()


def test_what_is_past_or_closed_is_not_arranged_anew(elena, process, choice):
    set_clock(offset=timedelta(days=2))
    with pytest.raises(NotAllowedError, match="closed on"):
        rearrange_choice(elena, choice, rules(choice))

    process.state = ProcessState.CLOSED
    with pytest.raises(NotAllowedError, match="is closed"):
        a_choice(elena, process)


def test_a_second_decides(ada, process, choice):
    opening, closing, second = choice.opens_at, choice.closes_at, timedelta(seconds=1)

    assert "opens on" in str(is_voting_open(process, choice, opening - second).reason)
    assert is_voting_open(process, choice, opening)
    assert is_voting_open(process, choice, closing - second)
    assert "closed on" in str(is_voting_open(process, choice, closing).reason)
    set_clock(rate=0, offset=closing - now() - second)
    cast_ballot(ada, choice, ids(choice, 1))
    reset_clock()
    set_clock(rate=0, offset=closing - now() + second)
    with pytest.raises(NotAllowedError, match="closed on"):
        cast_ballot(ada, choice, ids(choice, 2))


def test_the_clock_of_the_database_decides(ada, choice):
    """Two machines of ours may disagree by seconds; the database is asked once it is our turn."""
    asked = []

    def note(connection, cursor, statement, *others):
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    ballot = cast_ballot(ada, choice, ids(choice, 1))
    event.remove(db.engine, "before_cursor_execute", note)

    clock = "strftime" if db.is_sqlite else "clock_timestamp"
    told_at = [place for place, one in enumerate(asked) if clock in one]
    locked_at = next(place for place, one in enumerate(asked) if "FROM choice" in one)
    assert len(told_at) == 1
    assert told_at[0] > locked_at
    assert abs(ballot.cast_at - now()) < timedelta(minutes=1)


def test_nobody_votes_unknown_suspended_too_young_or_in_a_closed_consultation(ada, process, choice):
    child = a_person("Gaia", birth_year=now().year - 10)
    suspended = a_person("Hugo", suspended_at=now())

    assert "Sign in" in str(can_vote(None, process, choice, now()).reason)
    for person in (child, suspended):
        with pytest.raises(NotAllowedError):
            cast_ballot(person, choice, ids(choice, 1))
    process.state = ProcessState.CLOSED
    assert "no votes" in str(can_vote(ada, process, choice, now()).reason)


def test_a_choice_of_residents_asks_where_one_lives(elena, process):
    choice = a_choice(elena, process, electorate=Electorate.RESIDENTS)
    resident = a_person("Rita", tie=Tie.LIVES)
    commuter = a_person("Carlo", tie=Tie.WORKS)
    nowhere = a_person("Nino", tie=Tie.LIVES, municipality_id=None)

    assert can_vote(resident, process, choice, now())
    for person in (commuter, nowhere):
        assert "lives in the territory" in str(can_vote(person, process, choice, now()).reason)


def test_the_result_is_read_after_closing_only(ada, elena, process, choice):
    cast_ballot(ada, choice, ids(choice, 1))

    assert not can_see_tally(choice, choice.closes_at - timedelta(seconds=1))
    with pytest.raises(NotAllowedError, match="after voting closes"):
        tally_of(process, choice, now())


def test_a_consultation_does_not_close_over_an_open_vote(process, choice):
    assert "What comes first?" in str(closing_objections.fill([process])[process.id][0])
    set_clock(offset=timedelta(days=2))

    assert closing_objections.fill([process])[process.id] == []


def test_the_database_itself_refuses_a_second_ballot(ada, choice):
    ballot = cast_ballot(ada, choice, ids(choice, 1))

    db.session.add(
        Ballot(choice_id=choice.id, voice_id=ballot.voice_id, receipt="OTHER", cast_at=now())
    )
    with pytest.raises(Exception, match=r"(?i)unique"):
        db.session.flush()
    db.session.rollback()
