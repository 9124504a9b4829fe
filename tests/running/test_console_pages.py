"""The console: the session as it stands, the next step, and who may not see it."""

from __future__ import annotations

import pytest

from consult.processes import Role, State
from consult.running import next_block, open_session, start_session
from consult.tables import BlockKind, get_session
from tests.makers import a_person, a_process, on_staff
from tests.makers.tables import a_block, a_session, a_table, a_zone

URL = "/processes/plan/desk/tables/north/sessions/1/console"
PROJECTOR = "/processes/plan/desk/tables/north/sessions/1/projector"


@pytest.fixture
def session(bruno, process):
    """A session of three blocks that is being prepared."""
    session = a_session(a_table(process), method=None, join_code="MARTES")
    a_block(session, BlockKind.WELCOME, title="Welcome", minutes=8)
    a_block(session, BlockKind.SILENT_WRITE, title="Writing", minutes=6, hidden_until_reveal=True)
    a_block(session, BlockKind.PLENARY, title="Plenary", minutes=10)
    return session


def now_and_next(page):
    """What the agenda marks, and what the next press does."""
    return (
        page.texts(".agenda__stop--now .agenda__title"),
        page.texts(".agenda__stop--next .agenda__title"),
        page.text(".console__foot [data-key=Space] [data-words]"),
    )


def test_the_facilitator_walks_through_the_session_by_one_button(browser, bruno, session):
    page = browser.sign_in(bruno).get(URL)
    assert page.text(".console__foot [data-key=Space] [data-words]") == "Let people in"
    seen = []
    for _step in range(6):
        browser.post(f"{URL}/steps", _at=URL)
        page = browser.get(URL)
        if page.has(".console__foot [data-key=Space]"):
            seen.append(now_and_next(page))

    assert seen == [
        ([], [], "Begin: Welcome"),
        (["now: Welcome"], ["next: Writing"], "Next: Writing"),
        (["now: Writing"], ["next: Plenary"], "Open the cards"),
        (["now: Writing"], ["next: Plenary"], "Next: Plenary"),
        (["now: Plenary"], [], "End the session"),
    ]
    assert "The session is over" in page.text("main")


def test_the_bars_say_where_one_is_and_how_to_join(browser, bruno, session):
    open_session(bruno, session)
    start_session(bruno, session)
    page = browser.sign_in(bruno).get(URL)

    assert "Part 1 of 3" in page.text(".console__bar")
    assert "MARTES" in page.text(".console__bar")
    assert "everything saved" in page.text(".console__bar")
    assert page.text("[data-figures]") in {"8:00", "7:59"}


def test_a_pause_and_more_minutes_are_one_press_each(browser, bruno, session):
    open_session(bruno, session)
    start_session(bruno, session)
    browser.sign_in(bruno).post(f"{URL}/minutes", _at=URL)
    assert browser.get(URL).text("[data-figures]") in {"9:00", "8:59"}

    browser.post(f"{URL}/pause", _at=URL)
    page = browser.get(URL)
    assert "stopped" in page.text(".countdown")
    assert not page.has("[data-ends-at]:not(.console__step)")

    browser.post(f"{URL}/pause/delete", _at=URL)
    assert "until" in browser.get(URL).text(".countdown")


def test_a_stale_button_of_another_screen_changes_nothing(browser, another_browser, bruno, session):
    open_session(bruno, session)
    start_session(bruno, session)
    browser.sign_in(bruno).get(URL)
    another_browser.sign_in(bruno).get(URL)

    for screen in (browser, another_browser):
        assert screen.post(f"{URL}/steps").location == URL

    assert get_session(session.id).block.title == "Writing"


def test_a_session_can_end_before_its_agenda_does(browser, bruno, session):
    open_session(bruno, session)
    start_session(bruno, session)
    browser.sign_in(bruno).post(f"{URL}/ending", _at=URL)

    assert "The session is over" in browser.get(URL).text("main")


def test_an_unknown_step_is_no_step(browser, bruno, session):
    assert browser.sign_in(bruno).post(f"{URL}/steps", step="jump", _at=URL).status == 400


@pytest.mark.parametrize(
    "url", [URL, PROJECTOR, f"{URL}/pieces/polls", f"{PROJECTOR}/pieces/polls"]
)
def test_only_who_runs_the_session_sees_its_console_and_projector(browser, session, process, url):
    elsewhere = on_staff(a_person("Wanda"), process, Role.FACILITATOR, zone=a_zone(1))

    assert browser.get(url).status == 303
    for person in (elsewhere, a_person("Zoe")):
        assert browser.sign_in(person).get(url).status == 403


def test_what_is_hidden_answers_like_what_is_missing(browser, bruno, session):

    hidden = a_process("draft", state=State.DRAFT)
    a_session(a_table(hidden, code="east"))
    browser.sign_in(bruno)

    for url in (
        "/processes/draft/desk/tables/east/sessions/1/console",
        URL.replace("/1/", "/7/"),
        URL.replace("north", "nowhere"),
        f"{URL}/pieces/secrets",
    ):
        assert browser.get(url).status == 404


def test_a_piece_that_stands_as_it_was_is_not_sent_again(browser, bruno, session):
    open_session(bruno, session)
    first = start_session(bruno, session)
    url = f"{URL}/pieces/presence"
    tag = browser.sign_in(bruno).fetch(url).headers["ETag"]
    again = browser.fetch(url, headers={"If-None-Match": tag})
    next_block(bruno, get_session(session.id), first.id)
    after = browser.fetch(url, headers={"If-None-Match": tag})

    assert (again.status_code, again.data, after.status_code) == (304, b"", 200)


def test_the_projector_shows_how_to_join_and_then_the_question_without_names(
    browser, bruno, session
):
    open_session(bruno, session)
    page = browser.sign_in(bruno).get(PROJECTOR)
    assert "MARTES" in page.text(".projector__join")
    assert page.has(".projector__qr svg")

    start_session(bruno, get_session(session.id))
    page = browser.get(PROJECTOR)
    assert page.text("[data-figures]") in {"8:00", "7:59"}
    assert "MARTES" in page.text(".projector__foot")
    assert not page.has("form, button")
    assert "Bruno" not in page.html
