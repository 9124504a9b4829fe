"""The words of the demo: enough, everywhere, each its own, within what a form takes."""

import re
from collections import Counter, defaultdict

import pytest

from consult.contributions import Channel
from consult.demo.folders import told_plans
from consult.demo.sketch import DRAWINGS, sketch
from consult.demo.world import read_world
from consult.kernel.text import BODY_LIMIT, COMMENT_LIMIT, TITLE_LIMIT, clean, clean_line
from consult.moderation import reasons_of
from consult.processes import Role
from consult.taxonomy import home_cycle, platforms_of, strategies_of, territory_of, themes_of
from consult.territory import municipality_named, today, zone_of, zones_of
from tests.extent import PLAN
from tests.makers import a_process

EIGHT = 8
WORD = re.compile(r"\w+")

every_plan = pytest.mark.parametrize("plan", told_plans())
of_milan = pytest.mark.milan


def runs_of_eight(text):
    words = WORD.findall(text.casefold())
    return {" ".join(words[at : at + EIGHT]) for at in range(len(words) - EIGHT + 1)}


def published(world):
    return [one for one in world.sayings if one.read]


def zone_codes(world):
    """The zone of each saying, today."""
    territory = territory_of(home_cycle())
    codes = {}
    for one in world.sayings:
        place = municipality_named(territory, one.place)
        zone = zone_of(place, today()) if place else None
        codes[one.key] = zone.code if zone else None
    return codes


@every_plan
def test_no_two_say_eight_words_in_a_row_alike(plan):
    world, seen = read_world(plan), defaultdict(set)
    texts = {one.key: f"{one.title} {one.body}" for one in world.sayings}
    texts |= {said: said for pool in world.remarks.values() for said in pool}
    texts |= {one.text: one.text for asked in world.questions for one in asked.statements}
    texts |= {one.text: one.text for held in world.sessions for one in held.cards}
    for key, text in texts.items():
        for run in runs_of_eight(text):
            seen[run].add(key)

    assert not {run: keys for run, keys in seen.items() if len(keys) > 1}


@every_plan
def test_no_short_thing_is_written_down_twice(plan):
    world = read_world(plan)
    said = Counter(words.casefold() for pool in world.remarks.values() for words in pool)

    assert set(said.values()) == {1}
    assert all(len(words) <= COMMENT_LIMIT for words in said)


@every_plan
def test_the_crowd_is_the_same_each_time_and_nobody_is_in_it_twice(plan):
    world = read_world(plan)
    names = Counter(one.name for one in world.people.values())

    assert names.most_common(1)[0][1] == 1
    assert world.crowd == read_world.__wrapped__(plan).crowd


@every_plan
def test_every_text_fits_its_form(plan):
    for one in read_world(plan).sayings:
        assert one.title == clean_line(one.title)
        assert len(one.title) <= TITLE_LIMIT
        assert len(one.title.split()) >= 3
        assert 40 < len(clean(one.body)) <= BODY_LIMIT
        assert bool(one.photo) == bool(one.photo_text)
        assert not one.photo or one.photo in DRAWINGS


@every_plan
def test_everyone_who_speaks_is_somebody_and_everything_linked_was_published(plan):
    world = read_world(plan)
    keys = {one.key for one in published(world)}
    nodes = {node.key for node in world.nodes}

    assert {one.by for one in world.sayings} <= set(world.people)
    assert {tie.idea for node in world.nodes for tie in node.links} <= keys
    assert {one.node for one in world.projects} <= nodes
    assert {act.into for one in world.projects for act in one.acts if act.into} <= {
        one.key for one in world.projects if one.candidate
    }
    assert len(world.people) == len(world.cast) + len(world.crowd)
    assert len({one.key for one in world.sayings}) == len(world.sayings)
    assert all(one.session for one in world.sayings if one.channel is not Channel.ONLINE)


@every_plan
def test_the_words_kept_of_an_idea_stand_in_it(plan):
    world = read_world(plan)
    bodies = {one.key: " ".join(f"{one.title} {one.body}".split()) for one in world.sayings}
    strangers = [
        (origin.idea, origin.part)
        for project in world.projects
        for origin in project.origins
        if origin.part.casefold() not in bodies[origin.idea].casefold()
    ]

    assert not strangers


@every_plan
def test_a_project_comes_from_every_voice_of_its_node(plan):
    world = read_world(plan)
    voices = {node.key: {tie.idea for tie in node.links} for node in world.nodes}

    for project in world.projects:
        assert {origin.idea for origin in project.origins} == voices[project.node]


@every_plan
def test_the_cast_holds_every_post(plan):
    world = read_world(plan)

    assert {post.role for one in world.cast for post in one.posts} == set(Role)
    assert any(one.administrator for one in world.cast)
    assert all(one.about and one.can and one.start for one in world.cast)
    assert all(one.email.endswith("@example.org") for one in world.people.values())


def test_every_place_theme_and_platform_is_one_of_the_plan(database):
    world, cycle = read_world(PLAN), home_cycle()
    territory = territory_of(cycle)
    places = {one.place for one in world.sayings} | {one.place for one in world.people.values()}
    platforms = {code for one in world.projects for code in (one.main, *one.others)}
    strategies = {one.code: one for one in strategies_of(cycle)}

    assert not [place for place in places if municipality_named(territory, place) is None]
    assert {one.theme for one in world.sayings} <= {theme.code for theme in themes_of(cycle)}
    assert platforms <= {platform.code for platform in platforms_of(cycle)}
    assert {node.strategy for node in world.nodes} - {None} <= set(strategies)
    assert {phase.code for phase in world.phases} <= {
        phase["code"] for phase in cycle.extras["phases"]
    }


def test_texts_are_told_in_each_language_of_the_plan(database):
    world, languages = read_world(PLAN), set(home_cycle().languages)
    told = [
        *(one.title for one in world.nodes),
        *(one.summary for one in world.nodes),
        *(one.problem for one in world.projects),
        *(one.actions for one in world.projects),
        *(one.about for one in world.cast),
        *(one.summary for one in world.phases),
        world.texts.question,
        world.texts.who_decides,
        world.pact,
    ]

    assert all(set(texts) == languages for texts in told)
    assert all(all(words.strip() for words in texts.values()) for texts in told)


def test_what_is_hidden_is_hidden_by_a_published_rule(database):
    codes = {reason.code for reason in reasons_of(a_process())}

    assert {one.reason for one in read_world(PLAN).sayings if one.hidden} <= codes


@of_milan
def test_four_hundred_people_of_whom_two_hundred_speak_some_in_english(database):
    world = read_world(PLAN)
    languages = Counter(world.people[one.by].language for one in world.sayings)
    places = {one.place for one in world.sayings}

    assert 250 <= len(world.sayings) <= 270
    assert 20 <= languages["en"] <= 35
    assert 20 <= len([one for one in world.sayings if not one.read and not one.hidden]) <= 40
    assert len({one.by for one in world.sayings}) > 240
    assert len(places) > 110
    assert {one.channel for one in world.sayings} == set(Channel)
    assert len(world.people) >= 400


@of_milan
def test_every_zone_speaks_and_every_theme_is_spoken_of(database):
    world, zones = read_world(PLAN), zones_of(territory_of(home_cycle()))
    codes = zone_codes(world)
    spoken = Counter((codes[one.key], one.theme) for one in published(world))

    assert {codes[one.key] for one in published(world)} == {zone.code for zone in zones}
    assert {theme for _zone, theme in spoken} == {one.code for one in themes_of(home_cycle())}
    silent = [
        (zone.code, theme.code)
        for zone in zones
        for theme in themes_of(home_cycle())
        if not spoken[zone.code, theme.code]
    ]
    assert 3 <= len(silent) <= 8, "gaps are part of what a map shows, but few"


@of_milan
def test_nodes_of_the_one_strategy_stand_beside_those_of_none(database):
    world = read_world(PLAN)
    tied = Counter(node.strategy for node in world.nodes)

    assert tied["agile"] == 3
    assert tied[None] == 15
    assert len(world.projects) == 12
    assert {project.main for project in world.projects} == {
        one.code for one in platforms_of(home_cycle())
    }


def test_a_drawing_is_the_same_each_time():
    assert sketch("bus_stop") == sketch("bus_stop")
