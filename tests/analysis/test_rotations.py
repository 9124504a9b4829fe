"""Rounds of a world café: everybody has a place, hosts stay, nobody meets twice if that can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.analysis.rotations import meetings_again, mended, met_in, rotate


@given(tables=st.integers(1, 12), more=st.integers(0, 60), rounds=st.integers(1, 4))
def test_everybody_has_one_place_in_each_round_and_hosts_stay(tables, more, rounds):
    people = tables + more
    plan = rotate(people, tables, rounds)

    for seats in plan:
        assert sorted(one for table in seats for one in table) == list(range(people))
        assert max(map(len, seats)) - min(map(len, seats)) <= 2
        assert [table[0] for table in seats] == list(range(tables))


@pytest.mark.parametrize(
    ("people", "tables"), [(25, 5), (35, 7), (40, 11), (20, 5), (32, 8), (40, 9), (60, 12)]
)
def test_nobody_meets_twice_in_three_rounds(people, tables):
    assert meetings_again(rotate(people, tables, 3)) == 0


def test_where_it_cannot_be_it_is_told_how_often():
    assert meetings_again(rotate(12, 2, 3)) > 0
    assert meetings_again(rotate(6, 1, 2)) == 15


def test_a_table_without_a_host_is_refused():
    with pytest.raises(ValueError, match="host"):
        rotate(3, 4, 2)


def test_everybody_moves_where_there_are_no_hosts():
    plan = rotate(20, 5, 3, hosts=False)

    assert meetings_again(plan) == 0
    for seats in zip(*plan, strict=True):
        assert len({one for table in seats for one in table}) == sum(map(len, seats))


def test_who_came_late_changes_the_round_so_that_nobody_meets_again():
    first, second = [[0, 3, 6], [1, 4, 7], [2, 5, 8]], [[0, 3, 8], [1, 5, 7], [2, 4, 6]]
    mended_round = mended(second, met_in([first]), staying={0, 1, 2})

    assert meetings_again([first, mended_round]) == 0
    assert [table[0] for table in mended_round] == [0, 1, 2]
    assert sorted(map(len, mended_round)) == [3, 3, 3]


def test_what_cannot_be_mended_stays_as_good_as_it_was():
    seats = [[0, 1], [2, 3]]

    assert mended(seats, met_in([seats]), staying={0, 1, 2, 3}) == seats
    assert mended([[0, 1]], met_in([[[0, 1]]])) == [[0, 1]]
