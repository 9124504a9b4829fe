"""Counts of people: which are told, and that none under the limit is found from those that are."""

from __future__ import annotations

import random

import pytest

from consult.analysis.cells import told_cells


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([30, 20, 10], [30, 20, 10]),
        ([90, 25, 5], [90]),
        ([90, 6, 4], [90]),
        ([90, 5, 4], []),
        ([60, 60, 0], [60]),
        ([120, 0, 0], []),
        ([9, 9, 9], []),
        ([], []),
    ],
)
def test_what_is_left_over_is_never_few(counts, told):
    cells = told_cells(dict(enumerate(counts)), fewest=10, ceiling=sum(counts))

    assert list(cells.values()) == told


def test_what_has_no_name_is_never_told_by_itself():
    assert told_cells({"": 40, "a": 20}, fewest=10, ceiling=60, never=[""]) == {"a": 20}
    assert told_cells({"": 4, "a": 20}, fewest=10, ceiling=24, never=[""]) == {}


def test_with_several_approvals_each_little_is_known_of_the_rest():
    """Of twenty people with two approvals each, up to fifteen could be anywhere."""
    assert told_cells({1: 20, 2: 5, 3: 0}, fewest=10, ceiling=40) == {1: 20}
    assert told_cells({1: 20, 2: 18, 3: 0}, fewest=10, ceiling=40) == {1: 20}


def test_no_reader_with_a_pencil_finds_a_small_cell():
    hand = random.Random("cells")
    for _draw in range(500):
        counts = {cell: hand.choice([0, 3, 9, 10, 12, 40]) for cell in range(hand.randint(2, 5))}
        total = sum(counts.values())

        told = told_cells(counts, fewest=10, ceiling=total)

        left = [cell for cell in counts if cell not in told]
        assert all(count >= 10 for count in told.values())
        assert not left or total - sum(told.values()) >= 10 or not told
        assert len(left) != 1
