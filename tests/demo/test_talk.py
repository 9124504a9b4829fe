"""What the crowd does is drawn so that it could have happened, and comes out alike each time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from consult.demo.players import draw_players
from consult.demo.talk import Crowd, comments, sittings, stances, supports
from consult.demo.world import read_world

BUILT = datetime(2031, 5, 12, 9, tzinfo=UTC)


@pytest.fixture
def told():
    return read_world("invented")


@pytest.fixture
def crowd():
    return Crowd({f"p{n}": BUILT - timedelta(days=30 - n % 20) for n in range(60)}, BUILT)


@pytest.fixture
def public(told):
    since = BUILT - timedelta(days=15)
    return {one.key: (one, since) for one in told.sayings for _round in range(3)}


def test_nobody_supports_twice_nor_what_they_said_nor_before_they_came(public, crowd):
    deeds = supports(public, crowd)
    pairs = [(deed.by, deed.idea) for deed in deeds]

    assert deeds
    assert len(set(pairs)) == len(pairs)
    assert not [by for by, idea in pairs if public[idea][0].by == by]
    assert all(crowd.joined[deed.by] < deed.at < BUILT for deed in deeds)
    assert all(public[deed.idea][1] < deed.at for deed in deeds)
    assert deeds == supports(public, crowd)


def test_no_comment_stands_twice_under_an_idea_and_none_comes_before_what_it_answers(
    public, told, crowd
):
    deeds = comments(public, told.remarks, crowd, supports(public, crowd))
    first = {(deed.idea, deed.says): deed.at for deed in deeds}

    assert len(first) == len(deeds) > 1
    assert all(first[deed.idea, deed.answers] < deed.at for deed in deeds if deed.answers)


def test_a_stance_is_one_of_three_and_taken_once(told, crowd):
    [question] = told.questions
    deeds = stances(question, BUILT - timedelta(days=10), crowd)

    assert {deed.value for deed in deeds} <= {"agree", "disagree", "pass"}
    assert len({(deed.by, deed.statement) for deed in deeds}) == len(deeds) > 0


def test_nobody_answers_once_a_question_has_had_its_time(told, crowd):
    [question] = told.questions
    short = replace(crowd, until=BUILT - timedelta(days=4))
    deeds = stances(question, BUILT - timedelta(days=10), short)

    assert deeds
    assert max(deed.at for deed in deeds) <= short.until


def test_deeds_are_told_in_the_order_they_happen(public, crowd):
    together = [deed for _name, group in sittings(supports(public, crowd)) for deed in group]
    names = [name for name, _group in sittings(together)]

    assert together == sorted(together, key=lambda deed: deed.at)
    assert len(set(names)) == len(names)


def test_the_same_people_are_drawn_each_time():
    lists = {
        "seed": 3,
        "people": 4,
        "groups": [
            {"share": 1, "language": "en", "first": ["Ann", "Ève"], "last": ["De Lux", "Moe"]}
        ],
    }

    drawn = draw_players(lists, ["Here", "There"])

    assert {one.key for one in drawn} == {"ann.de.lux", "ann.moe", "eve.de.lux", "eve.moe"}
    assert drawn == draw_players(lists, ["Here", "There"])
