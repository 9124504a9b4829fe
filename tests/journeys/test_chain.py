"""From an idea to a candidate project and back: by touch, by keyboard, without scripts."""

from __future__ import annotations

import pytest

from consult.kernel.i18n import LANGUAGES
from tests.extent import languages_told
from tests.journeys.hands import Touch
from tests.journeys.keyboard import Keyboard
from tests.journeys.places import read_places
from tests.journeys.screens import DESK, PHONE, a_screen
from tests.journeys.story import Story


def walk_the_chain(story, photo):
    story.read_around()
    story.write_idea(photo)
    story.publish_it()
    story.hang_it()
    story.draft_project()
    story.accept_it()
    story.read_what_became_of_it()
    story.read_the_letters()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chain_is_walked_on_a_phone(chromium, served_world, photo, language):
    world = served_world("milan")
    with a_screen(chromium, world.url, width=PHONE, language=language, name="phone") as screen:
        walk_the_chain(Story(Touch(screen), language, read_places(world.folder)), photo)


@pytest.mark.parametrize("language", languages_told("en"))
def test_the_chain_is_walked_by_keyboard_only(chromium, served_world, photo, language):
    world = served_world("milan")
    with a_screen(chromium, world.url, width=DESK, language=language, name="keyboard") as screen:
        hands = Keyboard(screen, language)
        walk_the_chain(Story(hands, language, read_places(world.folder)), photo)


@pytest.mark.parametrize("language", languages_told("it"))
def test_the_chain_is_walked_without_scripts(chromium, served_world, photo, language):
    world = served_world("milan")
    with a_screen(
        chromium, world.url, width=PHONE, language=language, name="no scripts", javascript=False
    ) as screen:
        walk_the_chain(Story(Touch(screen), language, read_places(world.folder)), photo)


def test_the_chain_is_walked_on_an_invented_plan(chromium, served_world, photo):
    """Two zones, one platform, one language: nothing about Milan is in the code."""
    world = served_world("invented")
    places = read_places(world.folder)
    language = places.languages[0]
    with a_screen(chromium, world.url, width=PHONE, language=language, name="invented") as screen:
        walk_the_chain(Story(Touch(screen), language, places), photo)


@pytest.mark.quick
def test_an_idea_is_written_and_published(chromium, served_world, photo):
    world = served_world("milan")
    with a_screen(chromium, world.url, width=PHONE, language="it", name="quick") as screen:
        story = Story(Touch(screen), "it", read_places(world.folder))
        story.hands.open("/?lang=it")
        story.write_idea(photo)
        story.publish_it()
