"""Any series of numbers is told apart by at most five shades, and the legend says how."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.territory.classes import COUNTS, Classes


def test_counts_have_the_usual_classes_so_that_a_shade_means_the_same_every_day():
    classes = Classes.of([0, 1, 4, 5, 12, 39, 40])

    assert classes.starts == COUNTS
    assert [classes.level(value) for value in (0, 1, 4, 5, 9, 10, 20, 39, 40, 900)] == [
        *(0, 1, 1, 2, 2, 3, 4, 4, 5, 5)
    ]
    assert classes.spans() == [(1, 1, 4), (2, 5, 9), (3, 10, 19), (4, 20, 39), (5, 40, None)]


def test_before_anything_is_counted_the_usual_classes_are_announced():
    assert Classes.of([0, 0]).starts == COUNTS
    assert Classes.of([]).starts == COUNTS


def test_a_handful_of_values_has_a_class_each_and_no_open_end():
    assert Classes.of([0, 1, 2, 3, 1]).spans() == [(1, 1, 1), (3, 2, 2), (5, 3, 3)]


def test_one_value_takes_the_middle_shade():
    assert Classes.of([7, 7, 0]).spans() == [(3, 7, 7)]


def test_large_numbers_are_parted_in_fifths_that_start_at_round_numbers():
    inhabitants = [800, 1_200, 2_500, 3_900, 5_200, 7_700, 12_300, 18_000, 47_000, 1_354_000]

    starts = Classes.of(inhabitants).starts

    assert starts == (800, 2_000, 5_000, 10_000, 40_000)


def test_rates_are_told_to_the_tenth_that_is_printed():
    classes = Classes.of([0.04, 0.31, 0.52, 0.83, 1.26, 2.2, 3.4], step=0.1)

    assert classes.level(0.04) == 0
    assert classes.spans()[0] == (1, 0.3, 0.4)
    assert classes.level(0.449) == 1
    assert classes.level(0.451) == 2


def test_what_is_not_known_has_no_shade():
    assert Classes.of([1, 2]).level(None) == 0


@pytest.mark.parametrize("step", [1.0, 0.1])
@given(values=st.lists(st.floats(min_value=0, max_value=1e7), max_size=60))
def test_every_value_falls_in_one_class_and_more_is_never_lighter(step, values):
    classes = Classes.of(values, step)
    spans = classes.spans()

    assert 1 <= len(spans) <= 5
    for value in values:
        told = round(round(value / step) * step, 6)
        level = classes.level(value)
        homes = [
            shade
            for shade, first, last in spans
            if first <= told and (last is None or told <= last)
        ]
        assert homes == ([level] if level else [])
        assert (level == 0) == (told == 0)
    levels = [classes.level(value) for value in sorted(values)]
    assert levels == sorted(levels)
