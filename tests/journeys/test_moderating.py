"""A moderator clears sixty ideas by keyboard: every decision opens the next at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.kernel.i18n import _ as say
from consult.kernel.i18n import speaking
from consult.processes import Process
from tests.conftest import a_config
from tests.extent import languages_told
from tests.journeys.keyboard import Keyboard
from tests.journeys.places import read_places
from tests.journeys.screens import DESK, a_screen
from tests.journeys.story import Story
from tests.makers import a_person, an_idea

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

IDEAS = 60
WORD = "cavalcavia"
POST = "moderator"
SECONDS_EACH = 12
NOTES = {"r": ["Quale ponte?"], "t": ["La Regione", "La strada è sua."]}


def put_in_the_queue(folder: Path, slug: str) -> None:
    """Let sixty people write about bridges."""
    url = f"sqlite:///{folder / 'consult.db'}"
    set_config(a_config(url, folder))
    db.connect(url)
    with db.transaction():
        process = db.session.scalars(select(Process).where(Process.slug == slug)).one()
        for number in range(IDEAS):
            person = a_person(f"Passante {number}", language="it")
            an_idea(person, process, title=f"Il {WORD} numero {number} va riparato")
    db.dispose()


def press_and_go_on(page: Page, *keys: str) -> None:
    """Press keys one after the other; the last one opens another page."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press(keys[-1])


def say_why(page: Page, key: str) -> None:
    """Open a form by its key, fill it in and send it, without leaving the keyboard."""
    page.keyboard.press(key)
    page.locator("details[open] textarea:focus, details[open] input:focus").wait_for()
    for words in NOTES[key]:
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press("Enter")


@pytest.mark.parametrize("language", languages_told("it"))
def test_a_moderator_clears_sixty_ideas_by_keyboard(chromium, served_world, language):
    world = served_world("milan")
    places = read_places(world.folder)
    put_in_the_queue(world.folder, places.slug)
    with a_screen(chromium, world.url, width=DESK, language=language, name="moderating") as screen:
        hands, page = Keyboard(screen, language), screen.page
        hands.open(f"/?lang={language}")
        hands.open("/demo/cast")
        become = Story(hands, language, places).words("Become %(name)s", name=places.cast[POST])
        hands.press(become)
        hands.open(f"/processes/{places.slug}/desk/moderation?q={WORD}")
        press_and_go_on(page, "a")
        press_and_go_on(page, "u")
        begun = time.monotonic()
        for number in range(IDEAS):
            title = page.locator("#open-title").inner_text()
            assert f"numero {number} " in title
            if number % 20 in (7, 13):
                say_why(page, "r" if number % 20 == 7 else "t")
            elif number % 3:
                press_and_go_on(page, "a")
            else:
                press_and_go_on(page, "h", str(number % 9 + 1))
        each = (time.monotonic() - begun) / IDEAS
        assert each < SECONDS_EACH
        with speaking(language):
            page.get_by_text(say("Nothing in the queue is like this.")).first.wait_for()
