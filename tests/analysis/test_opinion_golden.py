"""Our numbers are those of Polis, on conversations where its own are known."""

import numpy as np
import pytest

from consult.analysis.opinion.grouping import agreement
from consult.analysis.opinion.opinions import Finding, How, opinions_of
from consult.analysis.opinion.reading import groups_in, told_in
from consult.analysis.opinion.weighing import _measured
from tests.analysis.conversations import golden, groups_of, needs_polis, published

NEAR = 1e-9
BOTH = pytest.mark.parametrize("name", ["above-100-ptpts", "below-100-ptpts"])


def found_in(name):
    lines, polis = golden(name)
    told = told_in(lines)
    out, _unknown = told.flags(map(str, polis["mod-out"]))
    meta, _unknown = told.flags(map(str, polis["meta-tids"]))
    given, _names, _unknown = groups_in(groups_of(polis), told.people)
    return told, opinions_of(told.stances, out, meta, given=given, how=How(judge=False)), polis


@needs_polis
@BOTH
def test_places_are_those_of_polis(name):
    told, ours, polis = found_in(name)
    theirs = np.array(polis["pca"]["comps"])
    turned = np.sign((ours.space.components * theirs).sum(axis=1))
    base = polis["base-clusters"]
    alone = [place for place, members in enumerate(base["members"]) if len(members) == 1]
    people = [told.people.index(str(base["members"][place][0])) for place in alone]
    places = np.column_stack([base["x"], base["y"]])[alone]

    assert told.statements == [str(one) for one in polis["tids"]]
    assert np.abs((ours.space.components * theirs).sum(axis=1)) == pytest.approx(1, abs=NEAR)
    assert np.abs(ours.space.center) == pytest.approx(np.abs(polis["pca"]["center"]), abs=NEAR)
    assert ours.space.extremity == pytest.approx(polis["pca"]["comment-extremity"], abs=NEAR)
    # Polis calls agreeing -1: everybody stands across the middle.
    assert ours.space.people[people] * -turned == pytest.approx(places, abs=NEAR)


@needs_polis
@BOTH
def test_consensus_and_priorities_are_those_of_polis(name):
    told, ours, polis = found_in(name)

    for ones, theirs in (
        (ours.consensus, polis["group-aware-consensus"]),
        (ours.priorities, polis["comment-priorities"]),
    ):
        assert ones == pytest.approx([theirs[one] for one in told.statements], abs=NEAR)


@needs_polis
@BOTH
def test_what_stands_for_a_group_is_measured_as_polis_does(name):
    told, ours, polis = found_in(name)

    for group, theirs in polis["repness"].items():
        for one in theirs:
            measured = _measured(ours.tallies, int(group), agrees=one["repful-for"] == "agree")
            mine = measured[told.statements.index(str(one["tid"]))]
            assert (mine.count, mine.answers) == (one["n-success"], one["n-trials"])
            assert mine.share_test == pytest.approx(one["p-test"], abs=NEAR)
            assert mine.times == pytest.approx(one["repness"], abs=NEAR)
            assert mine.times_test == pytest.approx(one["repness-test"], abs=1e-6)


@needs_polis
@pytest.mark.parametrize("name", ["vtaiwan", "scoop-hivemind", "austria"])
def test_clear_groups_are_those_that_were_published(name):
    stances, out, groups = published(name)

    found = opinions_of(stances, out, np.zeros_like(out))

    assert found.finding is Finding.CLEAR
    assert agreement(found.own.of, groups) >= 0.8
    assert found.moderation < 1


@needs_polis
@pytest.mark.parametrize("name", ["london", "football"])
def test_groups_that_chance_would_make_too_are_not_believed(name):
    stances, out, _groups = published(name)

    found = opinions_of(stances, out, np.zeros_like(out))

    assert found.finding is Finding.UNCLEAR
    assert found.number == 1
