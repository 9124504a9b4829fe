"""The account as its owner sees it: what they say of themselves, their browsers, the way out."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.exc import OperationalError

from consult.accounts import OwnThing, Person, home_of, my_voice, presence, suspend
from consult.accounts.models import SignIn
from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.visit import PASSING
from tests.accounts.doors import PROFILE, enter
from tests.makers import a_municipality, a_person


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
    home = home_of(db.session.get_one(Person, ada.id))
    assert home is not None
    assert home.id == place.id


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

    assert browser.get("/account").soup.select_one("html")["lang"] == "it"
    assert browser.get("/account?lang=en").soup.select_one("html")["lang"] == "en"
    assert browser.get("/account").soup.select_one("html")["lang"] == "en"


def test_pages_of_the_signed_in_are_kept_by_nobody(browser, ada):
    page = browser.sign_in(ada).get("/account")

    assert page.headers["Cache-Control"] == "private, no-store"


def test_a_browser_where_nobody_has_signed_in_costs_none_either(browser, count_queries):
    browser.get("/sign-in")  # its form gives the browser a token

    with count_queries() as seen:
        browser.get("/processes")

    assert _token(browser).startswith(PASSING)
    assert not [one for one in seen if "sign_in" in one or "FROM person" in one]


def test_who_puts_the_mark_of_strangers_before_their_token_is_a_stranger(browser, ada):
    browser.sign_in(ada)

    browser.client.set_cookie("visit", PASSING + _token(browser), domain="127.0.0.1")

    assert browser.get("/account").status == 303


def _token(browser):
    return browser.client.get_cookie("visit", domain="127.0.0.1").value


def test_a_visitor_without_a_token_costs_no_statement_about_people(browser, count_queries):
    with count_queries() as seen:
        browser.get("/processes")

    assert not [one for one in seen if "sign_in" in one or "FROM person" in one]


def test_a_locked_database_keeps_nobody_from_reading(browser, ada, monkeypatch):
    tried = []

    def locked(opened, _at):
        tried.append(opened)
        raise OperationalError("UPDATE sign_in", {}, Exception("database is locked"))

    monkeypatch.setattr(presence, "note_seen", locked)
    monkeypatch.setattr(presence, "_resting", [])
    browser.sign_in(ada)

    assert [browser.get("/account").status for _time in range(3)] == [200, 200, 200]
    assert len(tried) == 1
    set_clock(offset=timedelta(minutes=2))
    browser.get("/account")
    assert len(tried) == 2
