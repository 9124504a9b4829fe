"""The public pages of tables, their calendars, and the page that a letter leads to."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.processes import Activity, Process
from consult.tables import InviteeDraft, TableKind, find_session, invite
from consult.tables.tokens import token_for
from tests.makers import a_process, a_theme
from tests.makers.tables import a_session, a_table, a_zone

TABLES = "/processes/plan/tables"
NORTH = f"{TABLES}/north"


@pytest.fixture
def table(process):
    return a_table(process)


def events(browser, url):
    sent = browser.fetch(url)
    assert sent.headers["Content-Type"].startswith("text/calendar")
    return {str(one["uid"]): one for one in Calendar.from_ical(sent.data).walk("VEVENT")}


def test_tables_are_listed_by_zone_theme_and_area_with_what_comes_next(browser, process, table):
    a_table(process, code="rivers", name="Rivers", kind=TableKind.THEME, theme=a_theme())
    a_table(process, code="whole", name="The whole", kind=TableKind.DEVELOPMENT)
    a_session(table, title="Trains")
    past = a_session(table, title="Buses", starts_at=now() - timedelta(days=9))
    past.open(now())
    past.start(now())
    past.end(now(), now())
    db.session.flush()

    page = browser.get(TABLES)

    assert page.texts("main h2") == ["Next sessions", "By zone", "By theme", "Development table"]
    assert page.links()["Trains"] == f"{NORTH}/sessions/1"
    assert "1 session held" in page.text("main")
    assert page.has(f"#{a_zone().code}")
    shown = browser.get(NORTH)
    assert "Buses" in shown.text("section[aria-labelledby=held]")
    assert browser.get(f"{TABLES}/nowhere").status == 404
    assert browser.get(f"{NORTH}/sessions/{10**30}").status == 404


def test_there_is_a_door_once_there_is_a_table(browser, database):
    process = a_process(opens=[Activity.TABLES])
    assert "Come to a table" not in browser.get("/processes/plan").text("main")
    db.begin_write()
    a_session(a_table(db.session.get_one(Process, process.id)))
    db.end_write(keep=True)

    assert browser.get("/processes/plan").links()["Come to a table"] == TABLES


def test_a_zone_leads_to_its_tables(browser, table):
    page = browser.get(f"/zones/{a_zone().code}")

    assert page.links()["table"] == f"{TABLES}#{a_zone().code}"


def test_a_session_keeps_its_place_in_calendars_across_the_change_of_the_clock(browser, table):
    zone = table.process.time_zone
    before = a_session(table, starts_at=datetime(2999, 3, 5, 18, tzinfo=zone))
    night = a_session(table, starts_at=datetime(2999, 12, 31, 23, tzinfo=zone), version=3)
    after = a_session(table, starts_at=datetime(2999, 7, 5, 18, tzinfo=zone))
    off = a_session(table, starts_at=datetime(2999, 7, 6, 18, tzinfo=zone))
    off.cancel(now(), "Snow")
    db.session.flush()

    told = events(browser, f"{NORTH}/calendar.ics")

    assert len(told) == 4
    for session in (before, after):
        event = told[f"session-{session.id}@127.0.0.1"]
        assert event["dtstart"].dt.astimezone(zone).strftime("%H:%M") == "18:00"
        assert event["dtstart"].dt == session.starts_at.replace(microsecond=0)
        assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=2)
        assert "TZID" not in event["dtstart"].params
    event = told[f"session-{night.id}@127.0.0.1"]
    ends = event["dtend"].dt.astimezone(zone).date()
    assert (event["sequence"], str(ends)) == (2, "3000-01-01")
    assert told[f"session-{off.id}@127.0.0.1"]["status"] == "CANCELLED"
    alone = events(browser, f"{NORTH}/sessions/1.ics")
    assert list(alone) == [f"session-{before.id}@127.0.0.1"]


def test_an_hour_before_and_after_the_clock_changes_is_written_in_utc(browser, table):
    # By hand: Rome leaves summer time on 25 October 2026 at 01:00 UTC, and enters it on 28 March
    # 2027 at 01:00 UTC. Half past one, and half past three, on those nights:
    zone = ZoneInfo("Europe/Rome")
    nights = {
        datetime(2026, 10, 25, 1, 30, tzinfo=zone): b"20261024T233000Z",
        datetime(2026, 10, 25, 3, 30, tzinfo=zone): b"20261025T023000Z",
        datetime(2027, 3, 28, 1, 30, tzinfo=zone): b"20270328T003000Z",
        datetime(2027, 3, 28, 3, 30, tzinfo=zone): b"20270328T013000Z",
    }
    for number, (at, written) in enumerate(nights.items(), 1):
        a_session(table, starts_at=at)
        sheet = browser.fetch(f"{NORTH}/sessions/{number}.ics").data
        assert b"DTSTART:" + written in sheet
        assert b"VTIMEZONE" not in sheet


def test_a_session_across_midnight_says_both_days(browser, table):
    zone = table.process.time_zone
    a_session(table, starts_at=datetime(2999, 12, 31, 23, tzinfo=zone))

    page = browser.get(f"{NORTH}/sessions/1")

    words = "from Tuesday 31 December 2999, 23:00, to Wednesday 1 January 3000, 1:00"
    assert words in page.text("main")


def test_whoever_holds_the_letter_answers_by_one_press(browser, bruno, table):
    session = a_session(table, place="Town hall")
    invite(bruno, session, [InviteeDraft("ugo@example.org", "Ugo")])
    url = f"/invitations/{token_for(session.id, 'ugo@example.org')}"
    code = session.join_code

    page = browser.get(url)
    assert "Town hall" in page.text("main")
    assert code not in page.text("main")
    assert browser.post(url, _at=url, comes="yes").location == url
    page = browser.get(url)
    assert "You said that you come." in page.text("main")
    assert code in page.text("main")
    assert browser.post(url, _at=url, comes="perhaps").status == 404
    assert browser.get("/invitations/nothing").status == 404


def test_a_public_page_asks_as_much_for_one_session_as_for_many(browser, table, count_queries):
    a_session(table)
    with count_queries() as few:
        browser.get(TABLES)
    db.begin_write()
    process = db.session.get_one(Process, 1)
    for n in range(4):
        a_session(a_table(process, code=f"more-{n}"))
    db.end_write(keep=True)
    with count_queries() as many:
        browser.get(TABLES)

    assert len(many) == len(few)
    assert find_session(process, "more-1", 1)
