"""Minutes reach all who were there: by account, or by a link to an address left for them."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.jobs import run_due_jobs
from consult.minutes import Correction
from consult.minutes.drafting import approve_minutes, draft_minutes, send_minutes
from consult.seats import SeatAddress, SeatState, leave_address
from consult.tables import get_session
from tests.makers import letters
from tests.makers.seats import a_seat


@pytest.fixture
def sent(ada, bruno, session, gino):
    """Minutes sent to ada by her account, and to gino by the address that he left."""
    gina = a_seat(session, "Gina")
    gina.person_id = ada.id
    for seat, email in (
        (gino, "gino@example.org"),
        (gina, ada.email),
        (a_seat(session, "Twice"), "GINO@example.org"),
        (a_seat(session, "Never in", state=SeatState.WAITING), "nino@example.org"),
    ):
        leave_address(session, seat, email)
    minutes = draft_minutes(bruno, session)
    send_minutes(bruno, session, minutes, now() + timedelta(days=1))
    db.end_write(keep=True)
    run_due_jobs()
    return minutes.id


def link():
    (letter,) = [one for one in letters() if one.to == "gino@example.org"]
    return re.search(r"/minutes/\S+", letter.body)[0], letter


def test_each_is_written_to_once(ada, sent):
    assert sorted(one.to for one in letters()) == [ada.email, "gino@example.org"]
    path, letter = link()
    assert letter.unsubscribe_url.endswith(f"{path}/stop")


def test_a_link_opens_the_minutes_to_be_corrected_until_it_expires(browser, sent):
    path, _letter = link()
    page = browser.get(path)
    assert "You can ask for corrections until" in page.text("main")
    form = page.form_to(f"{path}/corrections")
    assert browser.send(f"{path}/corrections", data=form | {"source": ""}).status == 422
    browser.send(f"{path}/corrections", data=form | {"source": "It was Tuesday."})
    assert "It was Tuesday." in browser.get(path).text("main")
    assert db.session.scalars(select(Correction.source)).all() == ["It was Tuesday."]
    assert browser.get(f"{path}x").status == 404

    set_clock(offset=timedelta(days=61))
    assert "has expired" in browser.get(path).text("main")


def test_one_press_deletes_the_address_and_the_link_goes_on(browser, sent):
    path, _letter = link()
    assert "Delete my address" in browser.get(f"{path}/stop").text("h1")
    for _twice in range(2):
        browser.send(f"{path}/stop", data={"List-Unsubscribe": "One-Click"})

    assert "is deleted" in browser.get(f"{path}/stop").text("h1")
    assert browser.get(path).status == 200
    kept = db.session.scalars(select(SeatAddress.email)).all()
    assert "gino@example.org" not in kept


def test_approved_minutes_are_told_once_more_and_no_address_is_left(browser, bruno, session, sent):
    path, _letter = link()
    set_clock(offset=timedelta(days=2))
    db.begin_write()
    held = get_session(session.id)
    minutes = draft_minutes(bruno, held)
    approve_minutes(bruno, held, minutes, minutes.version)
    db.end_write(keep=True)

    run_due_jobs()

    told = sorted(one.to for one in letters() if "are approved" in one.subject)
    assert told == ["ada@example.org", "gino@example.org"]
    assert db.session.scalar(select(func.count(SeatAddress.id))) == 0
    assert browser.get(path).location.endswith("/sessions/1/minutes")
