"""A panel's middle and spread, and when another round is idle."""

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.analysis.estimates import is_steady, share_moved, spread_of


@given(st.lists(st.integers(1, 9), min_size=1, max_size=40))
def test_quartiles_are_those_of_everybody(values):
    spread = spread_of(values)

    assert spread.answers == len(values)
    assert spread.middle == median(values)
    assert min(values) <= spread.low <= spread.middle <= spread.high <= max(values)
    assert sum(one < spread.low for one in values) <= (len(values) + 3) / 4
    assert sum(one > spread.high for one in values) <= (len(values) + 3) / 4


def test_nobody_has_no_middle():
    assert spread_of([]) is None


def test_a_panel_agrees_within_one_point_and_who_stands_outside_is_asked_why():
    spread = spread_of([6, 7, 7, 7, 8, 2])

    assert spread.is_close
    assert spread.width == pytest.approx(0.75)
    assert spread.holds(7)
    assert not spread.holds(2)


def test_a_round_is_idle_when_hardly_anybody_moves():
    before = dict.fromkeys(range(20), 5.0)

    assert is_steady(before, before | {1: 6.0, 2: 7.0, 99: 1.0})
    assert not is_steady(before, before | {1: 6.0, 2: 6.0, 3: 6.0, 4: 6.0})
    assert share_moved({1: 5.0}, {2: 5.0}) is None
    assert not is_steady({1: 5.0}, {2: 5.0})
