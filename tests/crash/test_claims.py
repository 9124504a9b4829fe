"""Who counts after a vote round notices each thing that can go wrong with what was acknowledged."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.crash.claims import Claims, Rows, faults

HERE, THERE = (1, 7), (2, 7)
CLAIMS = Claims(
    cards={"a": (HERE, "Trains"), "b": (HERE, "Water"), "c": (THERE, "Shade")},
    dots={1: {"pile-1": 2, "pile-2": 0, "pile-3": 2}, 2: {"pile-1": 1}},
    turns={1},
    answers={2: 0},
)
ROWS = Rows(
    cards=[("a", HERE, "Trains"), ("b", HERE, "Water"), ("c", THERE, "Shade")],
    dots=[(1, "pile-1", 2), (1, "pile-3", 2), (2, "pile-1", 1), (2, "pile-2", 0)],
    turns=[1],
    answers=[(2, 0)],
)
WRONG = {
    "card c is lost": lambda rows: rows.cards.pop(),
    "card a is there 2 times": lambda rows: rows.cards.append(rows.cards[0]),
    "card x was never acknowledged": lambda rows: rows.cards.append(("x", THERE, "Paths")),
    "card a is another": lambda rows: rows.cards.__setitem__(0, ("a", HERE, "Planes")),
    "card b is another": lambda rows: rows.cards.__setitem__(1, ("b", THERE, "Water")),
    "at (1, 7) are 4 cards": lambda rows: rows.cards.extend([("x", HERE, "Paths")] * 2),
    "was told {'pile-1': 1}": lambda rows: rows.dots.__delitem__(2),
    "dots of (2, 'pile-1') are there 2 times": lambda rows: rows.dots.append((2, "pile-1", 0)),
    "seat 2 has dots {'pile-1': 2}": lambda rows: rows.dots.__setitem__(2, (2, "pile-1", 2)),
    "seat 2 has dots {'pile-1': 1, 'pile-2': 1}": lambda rows: rows.dots.append((2, "pile-2", 1)),
    "seat 1 has too many dots": lambda rows: rows.dots.append((1, "pile-4", 2)),
    "seat 2 has too many dots": lambda rows: rows.dots.__setitem__(2, (2, "pile-1", 3)),
    "seat 3 has dots {'pile-1': 1} and was told {}": lambda rows: rows.dots.append(
        (3, "pile-1", 1)
    ),
    "who asked for the floor: [1, 1], not [1]": lambda rows: rows.turns.append(1),
    "who asked for the floor: [], not [1]": lambda rows: rows.turns.clear(),
    "answers: [(2, 1)], not [(2, 0)]": lambda rows: rows.answers.__setitem__(0, (2, 1)),
}


def test_what_stands_as_it_was_acknowledged_is_right():
    assert faults(CLAIMS, ROWS) == []
    assert CLAIMS.result() == {"pile-1": 3, "pile-3": 2}


@pytest.mark.parametrize("fault", WRONG)
def test_each_fault_is_found(fault):
    rows = deepcopy(ROWS)
    WRONG[fault](rows)

    assert any(fault in one for one in faults(CLAIMS, rows))
