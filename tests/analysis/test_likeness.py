"""Which texts are alike."""

from consult.analysis.likeness import Likeness, alike


def test_texts_are_alike_by_the_rare_words_that_they_share():
    words = {
        1: {"bus", "school", "train"},
        2: {"bus", "school", "late"},
        3: {"tree", "park"},
        4: {"park"},
        5: {"park", "bench", "shade", "old"},
        6: set(),
    }

    found = alike(words)

    assert found[1] == {2: frozenset({"bus", "school"})}
    assert 3 not in found[1]
    assert set(found[4]) == {3, 5}
    assert 6 not in found
    many = {number: {"area", f"word{number}"} for number in range(20)}
    assert alike(many) == {}


def test_one_text_is_asked_for_among_many():
    words = {1: {"bus", "school", "late"}, 2: {"bus", "school"}, 3: {"bus", "park"}, 4: set()}
    asked = Likeness(words)

    found = asked.near({"bus", "school", "rain"}, most=5)

    assert [(number, both) for number, _part, both in found] == [
        (2, frozenset({"bus", "school"})),
        (1, frozenset({"bus", "school"})),
    ]
    assert asked.near({"bus", "school"}, most=1) == [(1, 1.0, frozenset({"bus", "school"}))]
    assert asked.near({"bus"}, most=5) == asked.near(set(), most=5) == []
    many = Likeness({number: {"area", "plan", f"word{number}"} for number in range(20)})
    assert many.near({"area", "plan", "word1"}, most=5) == []
