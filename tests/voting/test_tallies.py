"""What is told of a formal choice once it is over: counts of ten people or more, never fewer."""

from __future__ import annotations

import pytest

from consult.voting.commands import cast_ballot
from consult.voting.tallies import Told, tally_of
from tests.makers import a_municipality, a_person
from tests.voting.makers import a_choice


@pytest.fixture
def choice(elena, process):
    """An open vote."""
    return a_choice(elena, process)


def ids(choice, *numbers):
    return [choice.options[number - 1].id for number in numbers]


def voting(choice, *ballots):
    """Cast ballots: how many people, which options, from the plan's first municipality or none."""
    for group, (people, numbers, *place) in enumerate(ballots):
        where = a_municipality().id if place in ([], ["here"]) else None
        for number in range(people):
            person = a_person(f"P {group} {number}", municipality_id=where)
            cast_ballot(person, choice, ids(choice, *numbers))


def told(tally):
    return [(option.position, approvals.words) for option, approvals in tally.options]


def test_a_tally_tells_of_no_few_people(process, choice):
    voting(choice, (8, (1, 2)), (12, (2,), "nowhere"))

    tally = tally_of(process, choice, choice.closes_at)

    few = "fewer than 10"
    assert told(tally) == [(2, "20"), (1, few), (3, few), (4, few)]
    assert (tally.ballots.words, tally.zones, tally.untold) == ("20", {}, 20)


def test_fewer_than_ten_ballots_tell_nothing(process, choice):
    voting(choice, (9, (1,)))

    tally = tally_of(process, choice, choice.closes_at)

    assert {approvals for _option, approvals in tally.options} == {Told(None)}
    assert tally.ballots == Told(None)


def test_a_lone_untold_option_cannot_be_found_by_subtraction(elena, process):
    choice = a_choice(elena, process, most=1)
    voting(choice, (25, (3,)), (11, (2,)), (2, (1,)))

    tally = tally_of(process, choice, choice.closes_at)

    few = "fewer than 10"
    assert told(tally) == [(3, "25"), (2, "10 or more"), (1, few), (4, few)]
    assert [approvals.length for _option, approvals in tally.options] == [25, 10, 0, 0]


def test_a_lone_untold_zone_cannot_be_found_by_subtraction(process, choice):
    voting(choice, (11, (1,)), (3, (1,), "nowhere"))

    tally = tally_of(process, choice, choice.closes_at)

    assert (tally.ballots.count, tally.zones, tally.untold) == (14, {}, 14)


def test_zones_with_ten_ballots_are_told(process, choice):
    voting(choice, (10, (1,)))

    tally = tally_of(process, choice, choice.closes_at)

    assert (list(tally.zones.values()), tally.untold) == ([10], 0)
