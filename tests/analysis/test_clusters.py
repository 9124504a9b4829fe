"""Groups round a middle, and the words that tell them from the rest."""

import numpy as np

from consult.analysis.clusters import groups_by_middle
from consult.analysis.embedding import unit
from consult.analysis.terms import telling_words


def around(middle, count, spread=0.05):
    drawn = np.random.default_rng(middle).normal(0, spread, (count, 8))
    drawn[:, middle] += 1
    return unit(drawn.astype(np.float32))


def test_each_group_gathers_round_its_middle_the_largest_first():
    vectors = np.vstack([around(0, 3), around(1, 5), around(2, 2)])

    groups = groups_by_middle(vectors)

    assert [sorted(group) for group in groups] == [[3, 4, 5, 6, 7], [0, 1, 2]]
    assert groups == groups_by_middle(vectors)


def test_what_is_like_too_little_is_in_no_group():
    assert groups_by_middle(np.eye(5, dtype=np.float32)) == []
    assert groups_by_middle(np.empty((0, 5), np.float32)) == []


def test_nobody_is_in_two_groups():
    chain = unit(np.array([[1, n * 0.6] for n in range(12)], np.float32))

    groups = groups_by_middle(chain, near=0.9)

    assert sum(map(len, groups)) == len({one for group in groups for one in group})


def test_a_word_tells_more_the_rarer_it_is_elsewhere_and_is_shown_as_it_is_said():
    texts = [
        [("benches", "bench"), ("bus", "bus")],
        [("bench", "bench"), ("bus", "bus"), ("green", "green")],
        [("bench", "bench")],
    ]

    assert telling_words(texts, {"bench": 3, "bus": 90}, 100) == ["bench", "bus"]
    assert telling_words([], {}, 0) == []
    assert telling_words([[("alone", "alone")]], {}, 5) == ["alone"]
