"""Private rankings of a nominal group, added up."""

import pytest

from consult.analysis.rankings import ranked


def test_the_first_of_five_gives_five_points_and_the_last_gives_one():
    found = ranked([[0, 1, 2, 3, 4], [1, 0], [1]], items=6, places=5)

    assert [(one.item, one.points, one.voters) for one in found] == [
        (1, 14, 3),
        (0, 9, 2),
        (2, 3, 1),
        (3, 2, 1),
        (4, 1, 1),
        (5, 0, 0),
    ]
    assert (found[0].lowest, found[0].highest) == (4, 5)
    assert (found[-1].lowest, found[-1].highest) == (0, 0)


def test_equals_stand_by_how_many_ranked_them_then_as_listed():
    found = ranked([[0, 2], [1], [2, 1]], items=3, places=2)

    assert [one.item for one in found] == [1, 2, 0]
    assert [one.points for one in found] == [3, 3, 2]


@pytest.mark.parametrize("ballot", [[0, 0], [0, 1, 2], [3], [-1]])
def test_a_ranking_that_breaks_the_rules_is_refused(ballot):
    with pytest.raises(ValueError, match="ranking"):
        ranked([ballot], items=3, places=2)
