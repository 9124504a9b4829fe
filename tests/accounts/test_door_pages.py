"""The door as people see it: the address, the code, the welcome."""

from __future__ import annotations

import hashlib

import pytest

from consult.accounts import Person
from consult.accounts.models import SignIn, SignInCode
from consult.kernel.db import db
from tests.accounts.doors import PROFILE, ask, digits_of, enter, last_code


def test_a_newcomer_signs_in_says_their_name_and_goes_on(browser):
    page = enter(browser, next_path="/processes")
    assert page.location == "/account/welcome?next=/processes"

    browser.get(page.location)
    page = browser.post("/account/welcome?next=/processes", **PROFILE)

    assert page.location == "/processes?lang=en"
    assert db.session.query(Person).one().display_name == "Ada"


def test_who_told_their_name_before_goes_straight_on(browser, ada):
    assert enter(browser, ada.email, "/processes").location == "/processes"
    assert browser.get("/account/welcome").status == 303


def test_known_and_unknown_addresses_get_the_same_answer(browser, another_browser, ada):
    known, unknown = ask(browser, ada.email), ask(another_browser, "stranger@example.org")

    one, other = browser.get(known), another_browser.get(unknown)
    assert one.status == other.status == 200
    assert one.text("main").replace(ada.email, "") == other.text("main").replace(
        "stranger@example.org", ""
    )


def test_the_same_number_of_statements_is_sent_for_known_and_unknown(
    browser, another_browser, ada, count_queries
):
    with count_queries() as for_known:
        ask(browser, ada.email)
    with count_queries() as for_unknown:
        ask(another_browser, "stranger@example.org")

    assert len(for_known) == len(for_unknown)


def test_what_is_no_address_comes_back_as_it_was_typed(browser):
    page = browser.post("/sign-in", _at="/sign-in", email="ada at example")

    assert page.status == 422
    assert page.value("email") == "ada at example"
    assert "whole e-mail address" in page.text("#email-error")


def test_a_double_click_on_the_first_form_sends_one_code(browser):
    browser.get("/sign-in")
    hidden = browser.page.form_to("/sign-in") | {"email": "new@example.org"}

    first = browser.send("/sign-in?next=/", data=hidden)
    second = browser.send("/sign-in?next=/", data=hidden)

    assert first.location == second.location
    assert db.session.query(SignInCode).count() == 1


def test_too_many_requests_are_told_when_to_try_again(browser):
    for _time in range(6):
        ask(browser, "flooded@example.org")
    page = browser.post("/sign-in?next=/", _at="/sign-in", email="flooded@example.org")

    assert page.status == 429
    assert int(page.headers["Retry-After"]) > 60
    assert "minutes" in page.text("main")


def test_the_link_in_the_letter_fills_the_code_in_and_opens_nothing(browser):
    path = ask(browser)

    page = browser.get(f"{path}?code={digits_of(last_code())}")

    assert page.value("code") == digits_of(last_code())
    assert last_code().consumed_at is None
    assert browser.get("/account").status == 303


def test_the_link_opens_in_another_browser_too(browser, another_browser):
    path = ask(browser)

    page = another_browser.post(path, code=digits_of(last_code()))

    assert page.location.startswith("/account/welcome")


def test_spaces_in_the_code_are_forgiven(browser):
    path, digits = ask(browser), digits_of(last_code())

    assert browser.post(path, code=f" {digits[:3]} {digits[3:]} ").status == 303


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "١٢٣٤٥٦", "1" * 7])
def test_what_cannot_be_a_code_costs_no_try(browser, typed):
    path = ask(browser)
    for _time in range(7):
        page = browser.post(path, _at=path, code=typed)
        assert page.status == 422

    assert browser.post(path, _at=path, code=digits_of(last_code())).status == 303


def test_six_wrong_codes_end_it_with_a_way_to_ask_anew(browser):
    path = ask(browser)
    wrong = f"{(int(digits_of(last_code())) + 1) % 10**6:06}"
    for left in (5, 4, 3, 2, 1):
        page = browser.post(path, _at=path, code=wrong)
        assert page.status == 422
        assert f"{left} more" in page.text("#code-error")
    page = browser.post(path, _at=path, code=wrong)
    assert page.status == 404

    page = browser.post(path, _at=path, code=digits_of(last_code()))

    assert page.status == 404
    assert page.has("a[href='/sign-in']")
    assert db.session.query(SignIn).count() == 0


def test_a_double_click_on_the_second_form_signs_in_again(browser):
    path = ask(browser)
    browser.get(path)
    hidden = browser.page.form_to(path) | {"code": digits_of(last_code())}
    before = browser.client.get_cookie("visit", domain="127.0.0.1").value

    first = browser.send(path, data=hidden)
    browser.client.set_cookie("visit", before, domain="127.0.0.1")
    second = browser.send(path, data=hidden)

    assert first.status == second.status == 303
    assert browser.get("/account").status == 200
    browser.get("/account/sessions")
    assert len(browser.page.texts(".sign-in")) == 1


def test_the_token_changes_at_sign_in(browser):
    path = ask(browser)
    before = browser.client.get_cookie("visit", domain="127.0.0.1").value
    browser.post(path, code=digits_of(last_code()))

    after = browser.client.get_cookie("visit", domain="127.0.0.1").value
    assert after != before
    assert hashlib.sha256(after.encode()).hexdigest() == db.session.query(SignIn).one().token_hash


def test_an_unknown_challenge_answers_like_one_that_ended(browser):
    page = browser.get("/sign-in/nobody-asked-for-this")

    assert page.status == 404
    assert "no longer works" in page.text("main")


def test_an_unknown_challenge_takes_no_code(browser):
    path = ask(browser)
    hidden = browser.get(path).form_to(path)

    for code in ("123456", "12"):
        page = browser.send("/sign-in/nobody-asked-for-this", data=hidden | {"code": code})
        assert page.status == 404


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "/%09/evil.example"]
)
def test_the_door_leads_to_this_site_only(browser, ada, elsewhere):
    assert enter(browser, ada.email, elsewhere).location == "/"
    assert browser.get(f"/sign-in?next={elsewhere}").location == "/"


def test_who_is_signed_in_does_not_sign_in_again(browser, ada):
    path = ask(browser, ada.email, "/processes")
    browser.post(path, code=digits_of(last_code()))

    assert browser.get("/sign-in?next=/account").location == "/account"
    assert browser.get(path).location == "/processes"
    assert browser.get("/sign-in/unknown").location == "/"


def test_a_page_for_the_signed_in_leads_to_the_door_and_back(browser, ada):
    page = browser.get("/account/sessions")

    assert page.status == 303
    assert enter(browser, ada.email, "/account/sessions").location == "/account/sessions"
