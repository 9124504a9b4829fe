"""Which texts are alike."""

from consult.analysis.likeness import alike


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
