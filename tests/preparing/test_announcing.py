"""A session is a draft until it is announced; prepared, announced and opened in a few presses."""

from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.tables import (
    MemberDraft,
    MemberKind,
    Session,
    SessionState,
    add_member,
    announce_session,
    cancel_session,
)
from tests.browser import Browser
from tests.makers.tables import a_session, a_table

TABLES, DESK = "/processes/plan/tables", "/processes/plan/desk/tables"
CALL = "https://call.example.org/north"
MOST_PRESSES, MOST_FIELDS = 4, 3


@pytest.fixture
def table(process):
    return a_table(process)


@pytest.fixture
def draft(table):
    """A session online that nobody has announced."""
    return a_session(table, announced_at=None, video_url=CALL, title="What the north needs")


def test_a_draft_is_read_only_by_who_prepares_it(browser, another_browser, bruno, draft):
    page = f"{TABLES}/north/sessions/1"
    for address in (TABLES, f"{TABLES}/north", f"{TABLES}/north/calendar.ics", "/search?q=north"):
        assert b"What the north needs" not in browser.fetch(address).data
    for address in (page, f"{page}.ics"):
        assert browser.get(address).status == 404
    desk = another_browser.sign_in(bruno)
    assert "Only who prepares it" in desk.get(page).text("main")
    form = desk.get(f"{DESK}/north/sessions/1").form_to(f"{DESK}/north/sessions/1/announcement")

    for _twice in range(2):
        desk.send(f"{DESK}/north/sessions/1/announcement", data=form)

    for address in (TABLES, f"{TABLES}/north", f"{TABLES}/north/calendar.ics", page):
        assert b"What the north needs" in browser.fetch(address).data


def test_the_link_is_for_who_sits_at_the_table(browser, ada, bea, bruno, table, draft):
    announce_session(bruno, draft)
    add_member(bruno, table, MemberDraft(MemberKind.PERSON, "Ada", email=ada.email.upper()))
    db.session.flush()
    page = f"{TABLES}/north/sessions/1"
    for address in (page, f"{page}.ics", f"{TABLES}/north/calendar.ics"):
        assert CALL.encode() not in browser.fetch(address).data
    assert CALL not in browser.sign_in(bea).get(page).html
    assert CALL in browser.sign_in(ada).get(page).html
    assert CALL in browser.sign_in(bruno).get(page).html


def test_who_prepares_announces_what_is_not_called_off(ada, bruno, draft):
    with pytest.raises(NotAllowedError):
        announce_session(ada, draft)
    cancel_session(bruno, draft, "Snow")
    with pytest.raises(NotAllowedError, match="called off"):
        announce_session(bruno, draft)


def test_opening_the_doors_announces(draft):
    draft.open(now())
    assert draft.is_announced


@dataclass
class Counting:
    """A person at a browser whose presses and fields are counted."""

    browser: Browser
    presses: int = 0
    fields: list = field(default_factory=list)

    def follow(self, page, address):
        assert address in page.links().values()
        self.presses += 1
        return self.browser.get(address)

    def press(self, page, address, **typed):
        self.presses += 1
        self.fields += typed
        answer = self.browser.send(address, data=page.form_to(address) | typed)
        assert answer.status == 303
        return self.browser.get(answer.location)


def test_a_session_is_prepared_announced_and_opened_in_a_few_presses(browser, bruno, table):
    by = Counting(browser)
    desk = browser.sign_in(bruno).get(f"{DESK}/north")

    asked = by.follow(desk, f"{DESK}/north/sessions/new")
    prepared = by.press(
        asked,
        f"{DESK}/north/sessions",
        title="An evening",
        question="What is missing where you live?",
        starts_at="2999-06-02T18:00",
    )
    announced = by.press(prepared, f"{DESK}/north/sessions/1/announcement")
    console = by.follow(announced, f"{DESK}/north/sessions/1/console")

    assert (by.presses, len(by.fields)) == (MOST_PRESSES, MOST_FIELDS)
    session = db.session.scalars(select(Session)).one()
    assert (session.state, session.is_announced) == (SessionState.PREPARED, True)
    assert sum(block.minutes for block in session.blocks) == session.planned_minutes == 120
    assert session.language == table.process.languages[0]
    opening = f"{DESK}/north/sessions/1/console/steps"
    assert browser.send(opening, data=console.form_to(opening)).status == 303
    assert db.session.scalars(select(Session.state)).one() is SessionState.OPEN
