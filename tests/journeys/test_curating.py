"""A curator goes from what three people say alike to a node, a version of the map, a project."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from consult.docket import get_subject
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.moderation.commands.likeness import link_alike
from consult.processes import Process
from tests.conftest import a_config
from tests.extent import languages_told
from tests.journeys.hands import Touch
from tests.journeys.places import read_places, staff_of_world
from tests.journeys.screens import PHONE, a_screen
from tests.journeys.story import Story
from tests.makers import a_person, an_idea

if TYPE_CHECKING:
    from pathlib import Path

WORD = "traghetto"
TITLES = [f"Un {WORD} per {use}" for use in ("chi lavora", "la scuola", "il mercato")]


def say_it_alike(folder: Path, slug: str) -> None:
    """Let three people ask for the same, and a moderator link what they say."""
    url = f"sqlite:///{folder / 'consult.db'}"
    set_config(a_config(url, folder))
    db.connect(url)
    with db.transaction():
        process = db.session.scalars(select(Process).where(Process.slug == slug)).one()
        moderator = staff_of_world(process)["moderator"]
        codes = [
            an_idea(
                a_person(f"Barcaiolo {number}", language="it"), process, title=title, published=True
            ).code
            for number, title in enumerate(TITLES)
        ]
        said = [get_subject(process, code, moderator) for code in codes]
        for one, other in pairwise(said):
            link_alike(moderator, one, other)
    db.dispose()


@pytest.mark.parametrize("language", languages_told("en"))
def test_a_group_becomes_a_node_a_version_and_a_project(chromium, served_world, language):
    world = served_world("milan")
    places = read_places(world.folder)
    say_it_alike(world.folder, places.slug)
    with a_screen(chromium, world.url, width=PHONE, language=language, name="curating") as screen:
        hands = Touch(screen)
        story = Story(hands, language, places)
        main = screen.page.locator("main")
        hands.open(f"/?lang={language}")
        hands.open("/demo/cast")
        hands.press(story.words("Become %(name)s", name=places.cast["curator"]))

        hands.open(f"/processes/{places.slug}/desk/idea-map?q={WORD}")
        hands.follow(story.words("Open a node from it: %(title)s", title=TITLES[0]), within="main")
        assert all(title in main.inner_text() for title in TITLES)
        hands.press(story.words("Save the node"))
        node = screen.path
        assert all(title in main.inner_text() for title in TITLES)

        hands.open(f"/processes/{places.slug}/idea-map")
        hands.follow(story.words("Publish a version"))
        hands.press(story.words("Publish"))
        changes = main.inner_text()
        assert story.words("Nodes that entered") in changes
        assert TITLES[0] in changes

        hands.open(node)
        story.keep_a_draft(TITLES[0])
        story.make_it_a_candidate()

        project = f"/processes/{places.slug}/projects/{story.project}"
        hands.open("/sign-out")
        hands.press(story.words("Sign out"))
        hands.open(project)
        hands.follow(f"«{TITLES[1]}»", within="main")
        assert "/ideas/" in screen.path
        thread = screen.page.locator(".filo")
        thread.locator(f"a[href='{node.replace('/desk', '')}']").wait_for()
        hands.follow(project, within=".filo")
        assert screen.path == project
