"""An interview becomes a voice of the plan, as its interviewee agrees, until they take it back."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.extent import languages_told
from tests.journeys.hands import Touch
from tests.journeys.hearing import (
    ADDRESS,
    CARS,
    CODES,
    CROSSING,
    KEPT,
    NAME,
    OWN,
    PROMISES,
    ROLE,
    SAID,
    TITLE,
    Hearing,
)
from tests.journeys.keyboard import Keyboard
from tests.journeys.places import read_places
from tests.journeys.screens import DESK, PHONE, a_screen
from tests.journeys.story import Story
from tests.makers.interviews import MP3

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.journeys.worlds import World


@contextmanager
def a_hearing(chromium, world, language: str, *, javascript: bool = True) -> Iterator[Hearing]:
    """Two windows on one world: a desk, and the phone of somebody who has no account."""
    places = read_places(world.folder)
    width = DESK if javascript else PHONE
    with (
        a_screen(
            chromium, world.url, width=width, language=language, name="desk", javascript=javascript
        ) as desk,
        a_screen(
            chromium,
            world.url,
            width=PHONE,
            language=language,
            name="interviewee",
            javascript=javascript,
        ) as phone,
    ):
        hands = Keyboard(desk, language) if javascript else Touch(desk)
        yield Hearing(
            Story(hands, language, places, email=places.emails["curator"]),
            Story(Touch(phone), language, places, email=ADDRESS),
        )


@pytest.fixture
def recorded(tmp_path):
    """What was recorded and what was written down, as files."""
    audio, text = tmp_path / "detto.mp3", tmp_path / "detto.txt"
    audio.write_bytes(MP3)
    text.write_text(SAID)
    return audio, text


def code_by_keys(hearing: Hearing) -> None:
    """Mark three sentences without touching anything but keys, take one mark off and undo that."""
    page = hearing.desk.hands.screen.page
    hearing.desk.hands.open(hearing.interview)
    hearing.desk.hands.follow(hearing.desk.words("Read and code"))

    def pressed(*keys: str, stripes: int) -> None:
        for key in keys:
            page.keyboard.press(key)
        there = "many => document.querySelectorAll('a.stripe').length === many"
        page.wait_for_function(there, arg=stripes)

    pressed("j", "j", "n", stripes=0)
    page.locator("#new-code input:focus").wait_for()
    page.keyboard.type(CODES[0])
    pressed("Enter", stripes=1)
    pressed("j", "r", stripes=2)
    pressed("j", "v", stripes=3)
    pressed("u", stripes=2)
    with page.expect_navigation():
        page.keyboard.press("z")
    stripes = page.locator("a.stripe")
    assert [one.inner_text() for one in stripes.all()] == [CODES[0], CODES[0], PROMISES]


def read_as_anyone(hearing: Hearing, path: str) -> str:
    """What somebody without an account reads there, who asks the site and not their browser."""
    screen = hearing.phone.hands.screen
    screen.open(path)
    screen.page.reload()  # a public page is kept for thirty seconds
    return str(screen.page.locator("body").inner_text())


@pytest.mark.parametrize("language", languages_told("it"))
def test_an_interview_becomes_a_voice_and_is_taken_back(chromium, served_world, recorded, language):
    world = served_world("milan")
    with a_hearing(chromium, world, language) as hearing:
        desk, phone = hearing.desk, hearing.phone
        main = desk.hands.screen.page.locator("main")
        desk.hands.open(f"/?lang={language}")
        desk.hands.open("/demo/cast")
        desk.hands.press(desk.words("Become %(name)s", name=desk.places.cast["planner"]))
        hearing.write_guide()
        hearing.plan()
        hearing.agree()
        hearing.hold(*recorded)
        code_by_keys(hearing)
        hearing.send_passages()
        hearing.answer()

        desk.hands.open(f"{hearing.interview}/passages")
        public, waiting = [
            one.inner_text().split()[-1] for one in main.locator("a[href^='/c/']").all()
        ]
        desk.idea, desk.title, desk.kept = public, CROSSING, KEPT
        ideas = f"/processes/{desk.places.slug}/ideas"
        read = read_as_anyone(hearing, f"{ideas}/{public}")
        assert CROSSING in read
        assert f"{ROLE}, {desk.named(desk.places.zone)}" in read
        assert NAME not in read
        with phone.hands.screen.expecting(404):
            assert OWN not in read_as_anyone(hearing, f"{ideas}/{waiting}")

        desk.hang_it()
        desk.draft_project("La strada davanti alla scuola")
        project = f"/processes/{desk.places.slug}/projects/{desk.project}"
        desk.hands.open(project)
        desk.hands.follow(f"«{CROSSING}»", within="main")
        desk.hands.follow(desk.words("The exact words, at the desk"), within="main")
        desk.hands.follow(desk.words("In the text"), within="#passage-1")
        mark = desk.hands.screen.page.locator("a.stripe[aria-current]")
        assert mark.inner_text() == CODES[0]
        assert desk.hands.screen.page.locator("#chosen blockquote").inner_text() == CROSSING

        assert KEPT in read_as_anyone(hearing, project)
        hearing.take_back()
        assert CROSSING not in read_as_anyone(hearing, project)
        with phone.hands.screen.expecting(404):
            for code in (public, waiting):
                assert CROSSING not in read_as_anyone(hearing, f"{ideas}/{code}")
        curator = Story(desk.hands, "it", desk.places, email=desk.email)
        told = "Withdrawn by an interviewee: «%(title)s»"
        curator.open_letter(told, title=curator.named(desk.places.process))
        desk.hands.follow(project, within="main")
        desk.hands.open(hearing.interview)
        assert all(one not in main.inner_text() for one in (NAME, ROLE, CROSSING, CARS))
        _logs_hold_nothing_of(hearing, world)


def _logs_hold_nothing_of(hearing: Hearing, world: World) -> None:
    """What the web and its worker have written down names nobody, and repeats no word or link."""
    written = world.log.read_text()
    assert "interviews_linked.consents_create" in written
    assert "returning.jobs.tell_who_used_them" in written
    token = hearing.link.rpartition("/")[2]
    told = (NAME, ADDRESS, ROLE, TITLE, CROSSING, CARS, PROMISES, OWN, KEPT, token, "detto")
    assert [one for one in told if one in written] == []


def mark_by_forms(hearing: Hearing) -> None:
    """Mark the same sentences with the form of a turn."""
    hands, words = hearing.desk.hands, hearing.desk.words
    page = hands.screen.page
    for turn, said in ((2, CROSSING), (2, CARS), (3, PROMISES)):
        hands.open(f"{hearing.interview}/coding")
        hands.follow(f"{words('Mark')} {turn}", within="main")
        page.locator("#first").select_option(label=said)
        page.locator("#last").select_option(label=said)
        hands.write(words("Or a new code"), CODES[0])
        hands.press(words("Mark it"))


@pytest.mark.parametrize("language", languages_told("en"))
def test_who_interviews_and_who_is_heard_need_no_script(chromium, served_world, recorded, language):
    world = served_world("milan")
    with a_hearing(chromium, world, language, javascript=False) as hearing:
        desk = hearing.desk
        desk.hands.open(f"/?lang={language}")
        desk.hands.open("/demo/cast")
        desk.hands.press(desk.words("Become %(name)s", name=desk.places.cast["planner"]))
        hearing.write_guide()
        hearing.plan()
        hearing.agree()
        hearing.hold(*recorded)
        mark_by_forms(hearing)
        hearing.send_passages()
        hearing.answer()
        hearing.take_back()
