"""The door as people see it: the address, the code, the welcome, the account, the browsers."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import select

from consult.accounts import OwnThing, Person, home_of, my_voice, suspend
from consult.accounts.codes import code_for
from consult.accounts.models import SignIn, SignInCode, email_key
from consult.kernel.clock import now
from consult.kernel.db import db
from tests.makers import a_municipality, a_person

PROFILE = {"display_name": "Ada", "language": "en", "municipality": "", "birth_year": ""}


def last_code():
    return db.session.scalars(select(SignInCode).order_by(SignInCode.id.desc()).limit(1)).one()


def digits_of(code):
    return code_for(code.challenge, email_key(code.email))


def ask(browser, email="new@example.org", next_path=None):
    """Ask for a code, and return the path of the page that asks for it."""
    query = f"?next={next_path}" if next_path else ""
    page = browser.get(f"/sign-in{query}")
    page = browser.post(f"/sign-in?next={next_path or '/'}", email=email)
    assert page.status == 303
    return page.location


def enter(browser, email="new@example.org", next_path=None):
    """Sign in from the first page to the last, and return where it leads."""
    path = ask(browser, email, next_path)
    return browser.post(path, code=digits_of(last_code()))


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


def test_signing_out_asks_for_a_button(browser, ada):
    browser.sign_in(ada)

    assert browser.get("/sign-out").has("form[action='/sign-out'] button")
    assert browser.get("/account").status == 200
    assert browser.post("/sign-out").status == 303
    assert browser.get("/account").status == 303
    assert browser.get("/sign-out").location == "/"


def test_a_cookie_stolen_before_signing_out_opens_nothing_after(browser, another_browser, ada):
    enter(browser, ada.email)
    stolen = browser.client.get_cookie("visit", domain="127.0.0.1").value
    another_browser.client.set_cookie("visit", stolen, domain="127.0.0.1")
    assert another_browser.get("/account").status == 200

    browser.post("/sign-out", _at="/sign-out")

    assert another_browser.get("/account").status == 303


def test_suspension_ends_a_page_that_is_open(browser, ada, fabio):
    browser.sign_in(ada).get("/account")

    suspend(fabio, ada, "Threats to others.")

    assert browser.get("/account").status == 303


def test_a_person_sees_their_browsers_and_ends_one(browser, another_browser, ada):
    enter(another_browser, ada.email)
    browser.sign_in(ada)
    page = browser.get("/account/sessions")
    assert "this browser" in page.text(".sign-in:has(.tag)")
    other = page.soup.select_one("form[action$='/delete']")["action"]

    browser.post(other, _at="/account/sessions")

    assert another_browser.get("/account").status == 303
    assert browser.get("/account").status == 200


def test_a_person_ends_all_other_browsers(browser, another_browser, ada):
    enter(another_browser, ada.email)
    browser.sign_in(ada)

    browser.post("/account/sessions/others/delete", _at="/account/sessions")

    assert another_browser.get("/account").status == 303
    assert len(browser.get("/account/sessions").texts(".sign-in")) == 1


def test_the_browser_of_another_answers_like_none(browser, another_browser, ada):
    bea = a_person("Bea")
    enter(another_browser, bea.email)
    theirs = db.session.query(SignIn).filter_by(person_id=bea.id).one().id
    enter(browser, ada.email)
    token = browser.get("/sign-out").form_to("/sign-out")

    for sign_in_id in (theirs, 10**17):
        url = f"/account/sessions/{sign_in_id}/delete"
        assert browser.send(url, data=token).status == 404
    assert browser.send(f"/account/sessions/{10**30}/delete", data=token).status == 404
    assert another_browser.get("/account").status == 200


def test_another_site_signs_nobody_out(browser, ada):
    browser.sign_in(ada)

    assert browser.send("/sign-out", data={}).status == 400
    assert browser.get("/account").status == 200


def test_a_person_changes_what_they_say_of_themselves(browser, ada):
    place = a_municipality(2)
    browser.sign_in(ada)

    page = browser.post(
        "/account",
        display_name="Ada L.",
        language="it",
        municipality=place.name.upper(),
        tie="works",
        birth_year="1984",
    )

    assert page.location == "/account?lang=it"
    page = browser.get(page.location)
    assert page.value("display_name") == "Ada L."
    assert page.value("municipality") == place.name
    assert home_of(db.session.get_one(Person, ada.id)).id == place.id


def test_an_unknown_municipality_comes_back_with_the_rest(browser, ada):
    browser.sign_in(ada)

    page = browser.post(
        "/account", **(PROFILE | {"municipality": "Atlantis", "display_name": "Ada L."})
    )

    assert page.status == 422
    assert "choose one from the list" in page.text("#municipality-error")
    assert page.value("display_name") == "Ada L."


def test_the_welcome_comes_back_without_a_name(browser):
    enter(browser, "new@example.org")
    page = browser.post(
        "/account/welcome?next=/", _at="/account/welcome", **(PROFILE | {"display_name": ""})
    )

    assert page.status == 422
    assert page.has("#display_name-error")


def test_nobody_names_fields_they_are_not_asked_for(browser, ada):
    browser.sign_in(ada).post(
        "/account", **PROFILE, is_administrator="1", email="evil@example.org", suspended_at=""
    )

    kept = db.session.get_one(Person, ada.id)
    assert (kept.is_administrator, kept.email) == (False, "ada@example.org")


def test_the_account_tells_what_became_of_what_one_said(browser, ada, monkeypatch):
    monkeypatch.setattr(
        my_voice,
        "_fillers",
        [lambda _people: {ada.id: [OwnThing("Night bus", "/x", "Published", now())]}],
    )

    page = browser.sign_in(ada).get("/account")

    assert "Night bus" in page.text("main")
    assert "Published" in page.text("main")


def test_the_account_tells_what_is_kept_and_why(browser, ada):
    page = browser.sign_in(ada).get("/account")

    assert "To check the minimum age" in page.text("main details")


def test_pages_are_in_the_persons_language_unless_the_browser_chose_another(browser, ada):
    ada.language = "it"
    db.session.flush()
    browser.sign_in(ada)

    assert browser.get("/account").soup.html["lang"] == "it"
    assert browser.get("/account?lang=en").soup.html["lang"] == "en"
    assert browser.get("/account").soup.html["lang"] == "en"


def test_pages_of_the_signed_in_are_kept_by_nobody(browser, ada):
    page = browser.sign_in(ada).get("/account")

    assert page.headers["Cache-Control"] == "private, no-store"


def test_a_visitor_without_a_token_costs_no_statement_about_people(browser, count_queries):
    with count_queries() as seen:
        browser.get("/processes")

    assert not [one for one in seen if "sign_in" in one or "FROM person" in one]
