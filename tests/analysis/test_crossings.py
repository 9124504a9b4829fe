"""Reading a table of counts."""

import pytest

from consult.analysis.crossings import (
    chance_by_chi_square,
    chance_of_as_many,
    expected_of,
    gaps_in,
    shown_people,
    surprises_in,
    totals_of,
)

EVEN = {(row, column): 20 for row in "ab" for column in "xy"}


@pytest.mark.parametrize(("people", "told"), [(0, 0), (1, None), (9, None), (10, 10), (250, 250)])
def test_fewer_than_ten_people_are_not_told(people, told):
    assert shown_people(people) == told


def test_a_table_adds_up_by_row_and_by_column():
    assert totals_of(EVEN) == ({"a": 40, "b": 40}, {"x": 40, "y": 40}, 80)


def test_an_empty_table_expects_nothing():
    assert expected_of(0, 0, 0) == 0
    assert surprises_in({}, {}) == []
    assert gaps_in({}, {}, {"x": 10}) == []


def test_an_even_table_holds_no_surprise():
    assert surprises_in(EVEN, EVEN) == []


def test_a_cell_with_more_than_its_share_is_a_surprise_with_its_lift():
    counts = {("a", "x"): 60, ("a", "y"): 10, ("b", "x"): 10, ("b", "y"): 60}

    first, second = surprises_in(counts, counts)

    assert {(first.row, first.column), (second.row, second.column)} == {("a", "x"), ("b", "y")}
    assert (first.count, first.expected) == (60, 35)
    assert first.lift == pytest.approx(60 / 35)


def test_what_fewer_than_ten_people_say_is_no_surprise():
    counts = {("a", "x"): 60, ("a", "y"): 10, ("b", "x"): 10, ("b", "y"): 60}

    assert surprises_in(counts, dict.fromkeys(counts, 9)) == []


def test_a_lift_that_chance_explains_is_no_surprise():
    counts = {("a", "x"): 11, ("a", "y"): 7, ("b", "x"): 7, ("b", "y"): 14}

    assert surprises_in(counts, dict.fromkeys(counts, 10)) == []


def test_the_chance_of_as_many_falls_as_they_grow():
    assert chance_of_as_many(0, 5) == 1
    assert chance_of_as_many(3, 0) == 0
    assert chance_of_as_many(1, 1) == pytest.approx(0.632, abs=0.001)
    assert chance_of_as_many(20, 5) < chance_of_as_many(10, 5) < chance_of_as_many(6, 5)


def test_the_chance_of_a_cell_is_that_of_its_table_of_two_by_two():
    # Checked with scipy.stats.chi2_contingency([[30, 20], [20, 50]]).
    assert chance_by_chi_square(30, 50, 50, 120) == pytest.approx(0.00113378, rel=1e-5)
    assert chance_by_chi_square(25, 50, 50, 100) == 1.0
    assert chance_by_chi_square(50, 50, 50, 50) == 1.0


def test_the_chance_told_counts_every_cell_looked_at():
    counts = {("a", "x"): 60, ("a", "y"): 10, ("b", "x"): 10, ("b", "y"): 60}

    (first, _second) = surprises_in(counts, counts)

    assert first.chance == pytest.approx(4 * chance_by_chi_square(60, 70, 70, 140))
    assert first.chance < 0.001


def test_where_little_is_expected_the_exact_chance_is_taken():
    counts = {("a", "x"): 12, ("a", "y"): 2, ("b", "x"): 30, ("b", "y"): 700}
    people = dict.fromkeys(counts, 12)

    (found,) = surprises_in(counts, people)

    assert (found.row, found.column) == ("a", "x")
    assert found.expected < 5
    assert found.chance == pytest.approx(4 * chance_of_as_many(12, found.expected))


def test_a_row_that_is_silent_is_a_gap_against_its_people():
    counts = {("a", "x"): 30, ("b", "y"): 10}
    found = gaps_in(counts, {"a": 100_000, "b": 200_000, "c": None}, {"x": 30, "y": 10})

    assert [(one.row, one.column, one.count) for one in found] == [("b", "x", 0), ("a", "y", 0)]
    assert found[0].expected == pytest.approx(20)


def test_where_nobody_was_to_be_expected_silence_is_no_gap():
    assert gaps_in({}, {"a": 10, "b": 100_000}, {"x": 3})[0].row == "b"
    assert len(gaps_in({}, {"a": 10, "b": 100_000}, {"x": 3})) == 1
