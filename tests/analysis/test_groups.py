"""Dealing people into groups: equal sizes, municipalities and kinds spread over all of them."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from consult.analysis.groups import balanced_groups, groups_for, smallest

PEOPLE = some.lists(
    some.tuples(some.one_of(some.none(), some.integers(0, 5)), some.sampled_from("rmb")),
    max_size=60,
).map(lambda those: [(number, place, kind) for number, (place, kind) in enumerate(those)])


def spread(groups, trait):
    """How unevenly each value of a trait is spread: the most in a group less the fewest."""
    counts = [Counter(trait(one) for one in group) for group in groups]
    values = {value for count in counts for value in count}
    return {
        value: max(count[value] for count in counts) - min(count[value] for count in counts)
        for value in values
    }


@given(people=PEOPLE, number=some.integers(1, 12))
@settings(max_examples=100)
def test_nobody_is_lost_and_everything_is_spread(people, number):
    groups = balanced_groups(people, number)
    by_number = {who: (place, kind) for who, place, kind in people}

    assert sorted(who for group in groups for who in group) == sorted(by_number)
    assert max(map(len, groups)) - min(map(len, groups)) <= 1
    assert max(spread(groups, lambda who: by_number[who][0]).values(), default=0) <= 1
    assert max(spread(groups, by_number.get).values(), default=0) <= 1


def test_who_comes_alone_from_a_municipality_is_dealt_by_kind():
    people = [(who, who, "rb"[who % 2]) for who in range(8)]
    groups = balanced_groups(people, 2)

    assert [Counter(who % 2 for who in group) for group in groups] == [{0: 2, 1: 2}] * 2


def test_there_is_at_least_one_group():
    with pytest.raises(ValueError, match="at least one"):
        balanced_groups([], 0)


@pytest.mark.parametrize(("people", "each", "number"), [(0, 8, 1), (8, 8, 1), (9, 8, 2), (5, 0, 5)])
def test_as_many_groups_as_their_size_asks(people, each, number):
    assert groups_for(people, each) == number


def test_the_first_of_the_smallest_is_chosen():
    assert smallest([3, 2, 2]) == 1
