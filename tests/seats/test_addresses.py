"""An address for the minutes: left in words, apart from the seat, for no longer than it must be."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, RefusedError
from consult.seats import (
    SeatAddress,
    SeatDraft,
    SeatState,
    address_of,
    addresses_of,
    forget_address,
    leave_address,
    take_seat,
)
from consult.seats.commands.addresses import forget_old_addresses
from consult.seats.policy import ADDRESS_KEPT
from tests.makers.seats import a_seat, sit_down

PAGE = "/t/ABCDEF/address"
GINA = SeatDraft("Gina Neri", consents=True, email="gina@example.org")


def test_an_address_is_left_in_the_step_of_joining_or_not_at_all(session):
    with pytest.raises(RefusedError, match="whole e-mail") as refusal:
        take_seat(session, SeatDraft("Gina Neri", consents=True, email="gina"))
    assert refusal.value.field == "email"
    db.session.rollback()


def test_one_address_a_seat_in_the_language_at_hand(session):
    seat, _token = take_seat(session, GINA)
    silent, _token = take_seat(session, SeatDraft("Rita Riva", consents=True))
    assert (address_of(seat), address_of(silent)) == ("gina@example.org", None)

    leave_address(session, seat, "other@example.org")

    ((whose, kept),) = addresses_of(session.id)
    assert (whose, kept.email, kept.language) == (seat, "other@example.org", "en")
    for _twice in range(2):
        forget_address(seat.id)
    assert address_of(seat) is None


def test_who_was_not_let_in_or_comes_too_late_leaves_none(session):
    refused = a_seat(session, state=SeatState.REFUSED)
    with pytest.raises(NotAllowedError, match="not let in"):
        leave_address(session, refused, "gina@example.org")
    session.ended_at = now() - ADDRESS_KEPT
    with pytest.raises(NotAllowedError, match="over for too long"):
        leave_address(session, a_seat(session), "gina@example.org")


def test_what_was_left_long_ago_is_deleted_by_itself(session):
    leave_address(session, a_seat(session), "gina@example.org")
    for passed, left in ((timedelta(hours=-1), 1), (timedelta(hours=1), 0)):
        set_clock(offset=ADDRESS_KEPT + passed)
        forget_old_addresses()
        assert db.session.scalar(select(func.count(SeatAddress.id))) == left


def test_the_page_of_joining_and_the_phone_ask_for_it_in_words(browser, session):
    page = browser.get("/join/ABCDEF")
    assert "deleted when they are approved" in page.text("main")
    sent = {"name": "Gina Neri", "consents": "y", "email": "x"}
    assert "whole e-mail" in browser.post("/join/ABCDEF", **sent).text("#email-error")
    assert db.session.scalar(select(func.count(SeatAddress.id))) == 0


def test_at_the_end_an_address_is_left_and_taken_away_on_the_phone(browser, session):
    sit_down(browser, a_seat(session))
    browser.get(PAGE)
    assert browser.post(PAGE, email="x").status == 422
    assert browser.post(PAGE, email="").status == 422
    assert browser.post(PAGE, email="gina@example.org").location == PAGE
    page = browser.get(PAGE)
    assert "gina@example.org" in page.text("main")

    browser.send(f"{PAGE}/delete", data=page.form_to(f"{PAGE}/delete"))

    assert "gina@example.org" not in browser.get(PAGE).text("main")
