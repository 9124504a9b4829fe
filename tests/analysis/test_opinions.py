"""Opinion spaces of invented people: what is found, and what cannot be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from consult.analysis.opinion import space as spaces
from consult.analysis.opinion.grouping import agreement, grouped
from consult.analysis.opinion.manifest import differences, manifest_of
from consult.analysis.opinion.opinions import Before, Finding, How, opinions_of
from consult.analysis.opinion.space import opinion_space
from consult.analysis.opinion.stances import added, gathered, tallied
from consult.analysis.opinion.weighing import tellings_of
from consult.analysis.opinion.words import words_of
from consult.analysis.opinion.written import written
from tests.analysis.conversations import two_camps


def none_of(stances):
    return np.zeros(stances.statements, dtype=bool)


def look(stances, out=None, **more):
    out = none_of(stances) if out is None else out
    return opinions_of(stances, out, none_of(stances), **more)


def everyone(people, statements, vote):
    who, what = np.divmod(np.arange(people * statements), statements)
    return gathered(who, what, np.full(len(who), vote), shape=(people, statements))


def test_two_camps_are_found_and_believed():
    stances, camp = two_camps()

    found = look(stances)

    assert found.finding is Finding.CLEAR
    assert agreement(found.groups, camp) == 1
    assert list(words_of(result_of(stances, found)))


def result_of(stances, found):
    ids = (list(range(stances.people)), list(range(stances.statements)))
    out = none_of(stances)
    manifest = manifest_of(stances, ids, {"out": out}, How())
    return {"manifest": manifest, **written(found, *ids, out)}


def test_answers_at_random_make_no_groups():
    found = look(two_camps(noise=1)[0])

    assert found.finding is Finding.UNCLEAR
    assert found.number == 1


def test_the_same_stances_give_the_same_numbers():
    stances, _camp = two_camps()

    assert differences(*(result_of(stances, look(stances)) for _run in "ab")) == []


def test_a_change_of_one_vote_changes_the_head_of_the_inputs():
    stances, _camp = two_camps()
    other = stances.with_votes(np.where(np.arange(len(stances.votes)) == 0, 0, stances.votes))
    ones, others = (result_of(one, look(one, how=How(judge=False))) for one in (stances, other))

    assert any(one.startswith("manifest.inputs") for one in differences(ones, others))


@pytest.mark.parametrize(
    ("stances", "finding"),
    [
        (gathered([], [], [], shape=(0, 0)), Finding.NOBODY),
        (everyone(1, 9, 1), Finding.FEW_PEOPLE),
        (everyone(40, 1, 1), Finding.FEW_STATEMENTS),
        (everyone(40, 9, 1), Finding.ALL_ALIKE),
        (everyone(40, 9, 0), Finding.ALL_ALIKE),
    ],
    ids=["nobody", "one person", "one statement", "all agree", "all pass"],
)
def test_too_little_to_tell_is_told(stances, finding):
    found = look(stances)

    assert found.finding is finding
    assert np.isfinite(found.priorities).all()
    assert finding is Finding.NOBODY or list(words_of(result_of(stances, found)))


def test_nothing_is_left_when_everything_is_moderated_out():
    stances, _camp = two_camps()

    assert look(stances, ~none_of(stances)).finding is Finding.ALL_MODERATED


def test_a_moderated_statement_moves_nobody_but_keeps_its_counts():
    stances, _camp = two_camps()
    out = np.arange(stances.statements) == 3

    found = look(stances, out, how=How(judge=False))

    assert not found.space.components[:, 3].any()
    assert found.space.extremity[3] == 0
    assert found.tallies.together().answers[0, 3] > 0


def test_a_second_vote_replaces_the_first_by_its_moment_or_by_its_place():
    places = ([0, 0, 1], [0, 0, 0], [1, -1, 0])

    by_place = gathered(*places, shape=(2, 1))
    by_moment = gathered(*places, shape=(2, 1), at=np.array([5.0, 2.0, 1.0]))

    assert by_place.votes.tolist() == [-1, 0]
    assert by_moment.votes.tolist() == [1, 0]


def test_there_are_three_votes_and_no_others():
    with pytest.raises(ValueError, match="1, 0 or -1"):
        gathered([0], [0], [2], shape=(1, 1))


def test_groups_and_sides_stay_as_they_were_when_a_few_more_answer():
    stances, _camp = two_camps()
    first = look(stances, how=How(judge=False))
    more = gathered([60, 0, 60], [20, 0, 0], [1, 1, -1], shape=(61, 21))
    second = look(added(stances, more), before=Before.of(first), how=How(judge=False))

    assert second.own.names.tolist() == first.own.names.tolist()
    assert agreement(second.own.of[:60], first.own.of) == 1
    assert (second.own.of[:60] == first.own.of).all()
    assert (first.space.components * second.space.components[:, :20]).sum(axis=1).min() > 0.9


def test_another_number_of_groups_is_believed_the_fourth_time():
    draw = np.random.default_rng(4)
    corners = np.array([[0, 9], [9, 0], [-9, -9]])
    three = corners[np.arange(90) % 3] + draw.normal(size=(90, 2))
    two = corners[np.arange(90) % 2] + draw.normal(size=(90, 2))
    inside = np.ones(90, dtype=bool)
    run = grouped(two, inside)
    numbers = []
    for _run in range(4):
        run = grouped(three, inside, before=run)
        numbers.append(run.number)

    assert numbers == [2, 2, 2, 3]
    assert sorted(run.names.tolist()) == [0, 1, 2]


def test_a_group_has_five_people_at_least():
    places = np.vstack([np.zeros((40, 2)), np.full((4, 2), 50.0)])
    places += np.random.default_rng(2).normal(size=places.shape)

    assert all(size >= 5 for size in grouped(places, np.ones(44, dtype=bool)).sizes)


def test_many_people_are_grouped_as_few_are():
    stances, camp = two_camps(people=900)
    space = opinion_space(stances, none_of(stances))

    assert agreement(grouped(space.people, np.ones(900, dtype=bool)).of, camp) > 0.99


def test_a_large_space_is_found_by_powers_as_exactly(monkeypatch):
    stances, _camp = two_camps(people=80, statements=60, noise=0.5)
    exact = opinion_space(stances, none_of(stances))
    monkeypatch.setattr(spaces, "FEW_STATEMENTS", 10)

    near = opinion_space(stances, none_of(stances))

    assert near.components == pytest.approx(exact.components, abs=1e-9)
    assert near.extremity == pytest.approx(exact.extremity, abs=1e-9)


def test_what_stands_for_a_group_is_what_the_others_do_not_think():
    stances, camp = two_camps()
    tallies = tallied(stances, camp, 2)

    first = tellings_of(tallies, 0, ~none_of(stances))

    assert first
    assert all(one.share > 0.5 and one.times > 1 for one in first)


VOTES = some.lists(
    some.tuples(some.integers(0, 20), some.integers(0, 9), some.sampled_from([-1, 0, 1])),
    max_size=150,
)


@settings(max_examples=25, deadline=None)
@given(VOTES)
def test_any_votes_give_finite_numbers(votes):
    who, what, how = zip(*votes, strict=True) if votes else ((), (), ())

    found = look(gathered(who, what, how, shape=(21, 10)), how=How(judge=False))

    for numbers in (found.space.people, found.space.extremity, found.priorities, found.consensus):
        assert np.isfinite(numbers).all()


@settings(max_examples=25, deadline=None)
@given(VOTES, VOTES)
def test_adding_stances_is_as_gathering_all_of_them(ones, others):
    first, second, whole = (
        gathered(*(zip(*votes, strict=True) if votes else ((), (), ())), shape=(21, 10))
        for votes in (ones, others, ones + others)
    )

    both = added(first, second)

    assert both.votes.tolist() == whole.votes.tolist()
    assert both.columns.tolist() == whole.columns.tolist()
    assert both.starts.tolist() == whole.starts.tolist()
