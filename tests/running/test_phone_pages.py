"""The phone of a seat, in every state of its seat and its session."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta

import pytest

from consult.kernel.clock import set_clock
from consult.kernel.db import db
from consult.kernel.pages import static_folder
from consult.live import live_page
from consult.running import end_session, next_block, open_session, pause, start_session
from consult.running.views.entering import _Topics
from consult.seats import Seat, SeatState
from consult.tables import BlockKind, get_session, topic_of
from tests.makers.seats import a_seat, sit_down
from tests.makers.tables import a_block, a_session, a_table, at_block

PHONE = "/t/MARTES"
CONSOLE = "/processes/plan/desk/tables/north/sessions/1/console"


@pytest.fixture
def session(bruno, process):
    """A session that people join."""
    session = a_session(a_table(process), method=None, join_code="MARTES", question="What lacks?")
    a_block(session, BlockKind.WELCOME, title="Welcome", minutes=8, prompt="Say your name.")
    a_block(session, BlockKind.SILENT_WRITE, title="Writing", minutes=6, hidden_until_reveal=True)
    a_block(session, BlockKind.BREAK, title="A break", minutes=10)
    a_block(session, BlockKind.PLENARY, title="Plenary", minutes=10)
    open_session(bruno, session)
    return session


@pytest.fixture
def gina(session):
    """Somebody with a phone."""
    return a_seat(session, "Gina Neri")


def test_a_stranger_is_sent_to_where_one_joins(browser, session):
    for url in (PHONE, "/t/martes", f"{PHONE}/pieces/polls"):
        page = browser.get(url)
        assert (page.status, page.location) == (303, "/join/MARTES")


def test_a_code_of_no_session_is_not_found(browser, session):
    for url in ("/t/ABCDEF", "/t/x", "/t/123456", f"/t/{'A' * 5_000}"):
        assert browser.get(url).status == 404


def test_a_seat_of_another_session_is_a_stranger_here(browser, session):
    other = a_session(session.table, join_code="GRANTE")
    sit_down(browser, a_seat(other))

    assert browser.get(PHONE).location == "/join/MARTES"


def test_before_it_starts_the_phone_says_when_and_what(browser, session, gina):
    page = sit_down(browser, gina).get(PHONE)

    assert page.text("h1") == "You are in: we are about to begin"
    assert "What lacks?" in page.text("main")
    assert page.texts("main ol li")[1] == "Writing, 6 minutes"
    assert "You are Gina Neri , seat 1." in page.text("footer")


def test_while_it_runs_the_phone_shows_what_is_asked_and_how_long(browser, bruno, session, gina):
    first = start_session(bruno, session)
    page = sit_down(browser, gina).get(PHONE)
    assert page.text("h1") == "Say your name."
    assert page.text(".countdown__words") == "Welcome"
    assert page.text("[data-figures]") in {"8:00", "7:59"}

    next_block(bruno, get_session(session.id), first.id)
    assert browser.get(PHONE).text("h1") == "What lacks?"


def test_all_three_screens_count_alike(browser, bruno, session, gina):
    start_session(bruno, session)
    sit_down(browser, gina).sign_in(bruno)
    ends = {
        browser.get(url).soup.select_one(".countdown")["data-ends-at"]
        for url in (PHONE, CONSOLE, CONSOLE.replace("console", "projector"))
    }

    assert len(ends) == 1


def test_a_pause_and_a_break_are_said(browser, bruno, session, gina):
    block = start_session(bruno, session)
    pause(bruno, session)
    page = sit_down(browser, gina).get(PHONE)
    assert "The session is paused" in page.text("main")
    assert "stopped" in page.text(".countdown")

    session = get_session(session.id)
    block = next_block(bruno, session, block.id)
    next_block(bruno, session, block.id)
    assert "Break: we go on at" in browser.get(PHONE).text("main")


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (SeatState.WAITING, "Wait a moment"),
        (SeatState.REFUSED, "You were not let in"),
        (SeatState.LEFT, "You have left the session"),
    ],
)
def test_who_does_not_take_part_sees_why_and_nothing_of_the_session(
    browser, bruno, session, state, title
):
    plenary = at_block(session, session.blocks[-1])
    page = sit_down(browser, a_seat(session, state=state)).get(PHONE)
    assert plenary.title not in page.text()

    assert page.text("h1") == title
    assert not page.has(".countdown")
    assert "<section" not in browser.fetch(f"{PHONE}/pieces/speakers").text


def test_afterwards_the_phone_leads_to_the_report(browser, bruno, session, gina):
    start_session(bruno, session)
    end_session(bruno, session)
    page = sit_down(browser, gina).get(PHONE)

    assert page.text("h1") == "The session is over. Thank you"
    assert "/processes/plan/tables/north/sessions/1" in page.links().values()


def test_a_time_that_is_up_says_so(browser, bruno, session, gina):
    start_session(bruno, session)
    set_clock(offset=timedelta(minutes=9))

    assert "time is up" in sit_down(browser, gina).get(PHONE).text(".countdown")


@pytest.mark.parametrize("position", [0, 1, 3])
def test_a_phone_asks_few_questions(browser, bruno, session, gina, count_queries, position):
    block = start_session(bruno, session)
    while block.position < position:
        block = next_block(bruno, session, block.id)
    sit_down(browser, gina).get(PHONE)
    with count_queries() as asked:
        browser.get(PHONE)

    assert len(asked) <= 8


def test_a_piece_of_a_phone_is_its_own_and_not_sent_twice(browser, bruno, session, gina):
    start_session(bruno, session)
    other = a_seat(session, "Lia Rossi")
    url = f"{PHONE}/pieces/speakers"
    answer = sit_down(browser, gina).fetch(url)
    again = browser.fetch(url, headers={"If-None-Match": answer.headers["ETag"]})
    hers = sit_down(browser, db.session.get_one(Seat, other.id)).fetch(url)

    assert again.status_code == 304
    assert hers.headers["ETag"] != answer.headers["ETag"]
    assert browser.fetch(f"{PHONE}/pieces/presence").status_code == 404


def test_a_step_between_hearing_and_reading_is_heard_again(in_request, bruno, process):
    topics, session = _Topics(), a_session(a_table(process))

    def read():
        return get_session(session.id), None

    def press_then_read():
        open_session(bruno, session)
        return read()

    topics.read("here", read)

    live, _session, _seat = topics.read("here", press_then_read)

    assert live.marks != live_page(topic_of(session)).marks
    assert topics.read("here", read)[0] == live_page(topic_of(session))


def test_a_phone_loads_less_than_thirty_kilobytes_at_first(browser, bruno, session, gina):
    block = start_session(bruno, session)
    next_block(bruno, session, block.id)
    page = sit_down(browser, gina).get(PHONE)
    linked = set(re.findall(r"/static/([\w.-]+)", page.html))
    for sheet in [name for name in linked if name.endswith(".css")]:
        linked |= set(re.findall(r"url\(([\w.-]+)\)", (static_folder() / sheet).read_text()))

    assert any(name.endswith(".woff2") for name in linked)
    assert len(gzip.compress(page.html.encode())) + sum(map(weight, linked)) < 30_000


def weight(name):
    """What a built file weighs on its way: squeezed, where that helps."""
    squeezed = static_folder() / f"{name}.br"
    return (squeezed if squeezed.exists() else static_folder() / name).stat().st_size
