"""An account attached to a seat, at joining or later; and what is forgotten of devices."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.contributions import Voice, voice_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.seats import Seat, SeatKey, SeatState, change_code, detach_account
from consult.seats.commands import make_pass
from consult.seats.commands.devices import KEYS_KEPT, forget_devices
from consult.tables import get_session
from tests.makers import a_visit
from tests.makers.seats import a_key, a_seat, sit_down

ACCOUNT = "/t/ABCDEF/account"


def as_person(browser, person):
    """Sign in at a browser that may have a seat already."""
    browser.client.set_cookie("visit", a_visit(person), domain="127.0.0.1")
    return browser


def test_who_is_signed_in_sits_down_with_their_account(browser, another_browser, session, ada):
    ada.display_name = "Ada Neri"
    page = browser.sign_in(ada).get("/join/ABCDEF")
    assert page.value("name") == "Ada Neri"
    assert page.value("account") == ""
    browser.post("/join/ABCDEF", consents="y", account="y")
    as_person(another_browser, ada)
    again = another_browser.post("/join/ABCDEF", consents="y", account="y")

    assert again.location == "/t/ABCDEF"
    seat = db.session.scalars(select(Seat)).one()
    voice = db.session.get_one(Voice, seat.voice_id)
    assert (seat.person_id, voice.same_as_id) == (ada.id, voice_of(ada).id)
    assert "You have a seat here" in another_browser.get("/join/ABCDEF").text("h1")


def test_an_account_is_attached_later_and_only_once(browser, another_browser, session, ada):
    first, second = a_seat(session), a_seat(session, "Ada Again")
    sit_down(browser, first)
    assert "Sign in" in browser.get(ACCOUNT).text("main")
    as_person(browser, ada).get(ACCOUNT)
    assert browser.post(ACCOUNT).location == ACCOUNT
    assert "This seat is yours" in browser.get(ACCOUNT).text("main")

    page = as_person(sit_down(another_browser, second), ada).post(ACCOUNT)
    assert page.status == 422
    assert "number 1" in page.text("[role=alert]")
    assert db.session.get_one(Seat, second.id).person_id is None


def test_an_account_is_taken_off_again_with_or_without_the_phone(
    browser, another_browser, session, ada, bea
):
    as_person(sit_down(browser, a_seat(session)), ada).get(ACCOUNT)
    browser.post(ACCOUNT)
    away = as_person(another_browser, ada)
    page = away.get(ACCOUNT)
    assert "undo this at any time" in page.text("main")
    with pytest.raises(NotAllowedError, match="Another account"):
        detach_account(bea, session, db.session.scalars(select(Seat)).one())
    with pytest.raises(NotAllowedError, match="Sign in"):
        detach_account(None, session, db.session.scalars(select(Seat)).one())

    form = page.form_to(f"{ACCOUNT}/delete")
    assert away.send(f"{ACCOUNT}/delete", data=form).status == 303

    seat = db.session.scalars(select(Seat)).one()
    assert (seat.person_id, db.session.get_one(Voice, seat.voice_id).same_as_id) == (None, None)
    assert away.get(ACCOUNT).location == "/join/ABCDEF"
    detach_account(ada, session, db.session.scalars(select(Seat)).one())


def test_a_seat_of_somebody_else_offers_nothing(browser, session, ada, bea):
    seat = a_seat(session)
    seat.person_id = bea.id
    as_person(sit_down(browser, seat), ada)

    assert "Another account" in browser.get(ACCOUNT).text("main")


def test_a_form_sent_with_the_old_code_takes_no_seat(browser, session, bruno):
    sent = browser.get("/join/ABCDEF").form_to("/join/ABCDEF")
    change_code(bruno, get_session(session.id))
    page = browser.send("/join/ABCDEF", data=sent | {"name": "Gina Neri", "consents": "y"})

    assert page.status == 422
    assert "has changed" in page.text("h1")
    assert db.session.scalar(select(func.count(Seat.id))) == 0


def test_a_key_made_by_hand_is_asked_for_again_with_all_that_was_typed(browser, session):
    sent = browser.get("/join/ABCDEF").form_to("/join/ABCDEF")
    typed = {"name": "Gina Neri", "consents": "y", "key": "x" * 99}
    page = browser.send("/join/ABCDEF", data=sent | typed)

    assert page.status == 422
    assert page.value("name") == "Gina Neri"


def test_a_month_after_a_session_nothing_ties_its_seats_to_devices(session):
    seat = a_seat(session)
    a_key(seat)
    make_pass(seat, "link")
    session.ended_at = now() - KEYS_KEPT + timedelta(hours=1)
    db.session.flush()
    forget_devices()
    assert db.session.scalar(select(func.count(SeatKey.id))) == 1

    session.ended_at = now() - KEYS_KEPT - timedelta(hours=1)
    db.session.flush()
    forget_devices()
    db.session.expire_all()
    assert db.session.scalar(select(func.count(SeatKey.id))) == 0
    assert (seat.seen_at, seat.name, seat.state) == (None, "Gina Neri", SeatState.PRESENT)
