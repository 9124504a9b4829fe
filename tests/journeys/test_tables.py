"""Eight windows on a territorial table: who runs it, six who sit in it, and the projector."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from consult.contributions import Contribution
from consult.ideamap import Node
from consult.kernel.db import db
from consult.seats import Seat
from consult.speaking import Turn
from consult.tables import Session, method_named
from consult.wall import Card, Dot
from tests.extent import languages_told
from tests.journeys import ending
from tests.journeys.facilitating import Facilitator
from tests.journeys.hands import Touch
from tests.journeys.keyboard import Keyboard
from tests.journeys.places import read_places
from tests.journeys.screens import DESK, PHONE, a_screen, beside
from tests.journeys.sitting import Mouse, Sitter, look_into, prepare
from tests.journeys.story import Story

NAMES = ["Ida Riva", "Ugo Sala", "Mina Conti", "Remo Galli", "Sara Villa", "Tino Fabbri"]
WITHOUT_SCRIPTS, CUT_OFF, BY_KEYBOARD = 3, 4, 5
CARDS = [
    ["Una corsa ogni mezz'ora", "Un sottopasso illuminato", "Panchine all'ombra"],
    ["Autobus dopo cena", "Parcheggi per bici"],
    ["Ombra in piazza"],
    ["Orari scritti in grande 🚲"],
    ["Il treno la domenica"],
    ["Rastrelliere chiuse a chiave"],
]
PILES = {
    "Correre di sera": ["Autobus dopo cena", "Il treno la domenica"],
    "Ombra": ["Ombra in piazza"],
}
SECRET = "Una corsa ogni mezz'ora"


@pytest.mark.parametrize("language", languages_told("it"))
def test_a_table_is_held_from_the_first_seat_to_the_map(chromium, served_world, language):
    world = served_world("milan")
    places = read_places(world.folder)
    prepared = prepare(world.folder, places.slug, language)
    blocks = [one.title for one in method_named("tavolo-120").blocks(language)]
    with ExitStack() as windows:
        desk = windows.enter_context(
            a_screen(chromium, world.url, width=DESK, language=language, name="console")
        )
        story = Story(Mouse(desk), language, places)
        story.hands.open(f"/demo/cast?lang={language}")
        name = places.cast["facilitator"]
        story.hands.press(story.words("Become %(name)s", name=name))
        runs = Facilitator(story.hands, language, prepared)
        runs.open_console()
        runs.step()
        wall = windows.enter_context(beside(desk, "projector"))
        wall.open(f"{prepared.desk}/projector")
        sitters = [
            _sit_down(windows, chromium, world.url, language, places, prepared, number)
            for number in range(len(NAMES))
        ]
        runs.sees(str(len(NAMES)), within="#part-presence")
        _hold(runs, sitters, wall, blocks)
        wall.page.goto("about:blank")  # switched off, before somebody else signs in beside it
        _is_all_there(world.folder, prepared)
        ending.write_minutes(runs, sitters[0], world.folder)
        _reach_the_map(story, runs, world.folder)
        ending.read_what_remains(story, prepared, SECRET)


def _sit_down(windows, chromium, url, language, places, prepared, number):
    screen = windows.enter_context(
        a_screen(
            chromium,
            url,
            width=PHONE,
            language=language,
            name=f"seat {number}",
            javascript=number != WITHOUT_SCRIPTS,
        )
    )
    hands = Keyboard(screen, language) if number == BY_KEYBOARD else Touch(screen)
    place = places.municipality.name(language)
    scripts = number != WITHOUT_SCRIPTS
    sitter = Sitter(hands, language, NAMES[number], place, prepared, scripts)
    sitter.join()
    return sitter


def _hold(runs, sitters, wall, blocks):
    welcome, brief, writing, groups, pause, gallery, voting, commit, readback, survey = blocks
    runs.step(welcome)
    expect(wall.page.locator("header")).to_contain_text(welcome, timeout=30_000)
    runs.step(brief)
    runs.step(writing)
    _write(runs, sitters, wall, writing)
    runs.step()  # the cards open
    runs.sees(SECRET, within="#wall")
    runs.step(groups)
    _arrange(runs)
    runs.step(pause)
    runs.step(gallery)
    _speak(runs, sitters, gallery)
    runs.step(voting)
    _vote(runs, sitters, voting)
    runs.step()  # the result opens
    runs.step(commit)
    ending.promise(runs)
    runs.step(readback)
    runs.step(survey)
    for sitter in (sitters[0], sitters[WITHOUT_SCRIPTS], sitters[BY_KEYBOARD]):
        sitter.is_at(survey)
        sitter.answer(4)
    runs.step()
    runs.sees(runs.words("The session is over"))


def _write(runs, sitters, wall, writing):
    """Everyone writes, one without a network for a while; nobody reads anybody's card."""
    cut = sitters[CUT_OFF]
    for sitter in sitters:
        sitter.is_at(writing)
    with cut.screen.without_network():
        for number, sitter in enumerate(sitters):
            if sitter is cut:
                sitter.write_card_without_network(CARDS[number][0])
                continue
            for words in CARDS[number]:
                sitter.write_card(words)
        runs.sees_a_minute_pass()
    cut.got_through(CARDS[CUT_OFF][0])
    many = sum(map(len, CARDS))
    runs.sees(str(many), within=".tiles__sum")
    for seen in (runs.page, wall.page, *(one.page for one in sitters[1:])):
        assert SECRET not in seen.content(), "a covered card is read by somebody else"


def _arrange(runs):
    """Make piles of what belongs together, and give them their titles."""
    for title, cards in PILES.items():
        runs.make_pile(title, cards)


def _speak(runs, sitters, gallery):
    sitters[1].is_at(gallery)
    sitters[1].ask_for_the_floor()
    runs.sees(NAMES[1], within=".speakers__list")
    runs.give_the_floor()
    runs.end_the_turn()


def _vote(runs, sitters, voting):
    first, second = PILES
    for number, sitter in enumerate(sitters):
        sitter.is_at(voting)
        sitter.put_dots(first, 2)
        if number % 2:
            sitter.put_dots(second, 1)


def _is_all_there(folder, prepared):
    """Every card, dot and minute is right at the end."""
    look_into(folder)
    session = db.session.scalars(
        select(Session).where(Session.join_code == prepared.join_code)
    ).one()
    cards = db.session.scalars(select(Card.source).where(Card.session_id == session.id)).all()
    assert sorted(cards) == sorted(words for own in CARDS for words in own)
    points = select(func.sum(Dot.points)).join(Seat).where(Seat.session_id == session.id)
    assert db.session.scalar(points) == 2 * len(NAMES) + len(NAMES) // 2
    [turn] = db.session.scalars(select(Turn).where(Turn.session_id == session.id))
    assert turn.began_at < turn.ended_at
    ends = [block.ended_at for block in session.blocks]
    assert ends == sorted(ends)
    assert all(block.began_at <= block.ended_at for block in session.blocks)
    db.dispose()


def _reach_the_map(story, runs, folder):
    """Pass the cards on: a moderator publishes them, a curator makes a node of a pile."""
    prepared, title = runs.prepared, next(iter(PILES))
    runs.hands.open(f"{prepared.desk}/closing")
    runs.hands.press(runs.words("Close, and pass the cards on"))
    ending.publish(story, prepared.slug, [words for own in CARDS for words in own])
    story.become("curator")
    story.hands.open(f"/processes/{prepared.slug}/desk/idea-map/proposals")
    story.hands.press(story.words("Make a node of it: %(title)s", title=title))
    look_into(folder)
    node = next(one for one in db.session.scalars(select(Node)) if title in one.title.values())
    card = db.session.scalars(
        select(Contribution)
        .join(Card, Card.contribution_id == Contribution.id)
        .where(Card.source == PILES[title][0])
    ).one()
    address = f"/processes/{prepared.slug}/ideas/{card.code}"
    node_id = node.id
    db.dispose()
    page = story.hands.screen.page
    story.hands.open(f"/processes/{prepared.slug}/idea-map/nodes/{node_id}")
    for words in PILES[title]:
        expect(page.locator("main")).to_contain_text(words)
    story.hands.open(address)
    expect(page.locator("main")).to_contain_text("Otto finestre")
