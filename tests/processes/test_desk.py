"""The desk where planners set a consultation up."""

from __future__ import annotations

import pytest

from consult.accounts import meet
from consult.kernel.db import db
from consult.processes import Process, Role, Staff, State, pact_of, publish_pact, works_as
from tests.makers import a_pact, a_process, in_every_language, the_cycle

DESK = "/processes/plan/desk/settings"


@pytest.fixture
def first(database):
    """The first language of the plan."""
    return the_cycle().languages[0]


def the_process():
    return db.session.query(Process).filter_by(slug="plan").one()


@pytest.mark.parametrize(
    "path", ["", "/phases", "/phases/new", "/phases/positions", "/staff", "/pact"]
)
def test_the_desk_is_for_planners_and_administrators(
    browser, another_browser, ada, carla, elena, fabio, path
):
    assert browser.get(DESK + path).status == 303
    assert browser.sign_in(ada).get(DESK + path).status == 403
    assert browser.sign_in(carla).get(DESK + path).status == 403
    assert another_browser.sign_in(elena).get(DESK + path).status == 200
    assert another_browser.sign_in(fabio).get(DESK + path).status == 200


def test_the_desk_of_a_draft_is_missing_to_others(browser, ada):
    a_process("draft", state=State.DRAFT)

    assert browser.sign_in(ada).get("/processes/draft/desk/settings").status == 404


def test_a_planner_changes_the_texts(browser, elena, first):
    page = browser.sign_in(elena).post(
        DESK, **{f"title_{first}": "Another title", "minimum_age": "18"}
    )

    assert page.status == 303
    assert the_process().title[first] == "Another title"
    assert browser.get(DESK).value(f"title_{first}") == "Another title"


def test_a_wrong_age_comes_back_beside_its_field(browser, elena):
    page = browser.sign_in(elena).post(DESK, minimum_age="13")

    assert page.status == 422
    assert "14 or more" in page.text("#minimum_age-error")


@pytest.mark.parametrize("age", ["", "many"])
def test_an_age_that_is_none_comes_back(browser, elena, age):
    assert browser.sign_in(elena).post(DESK, minimum_age=age).status == 422


def test_the_second_of_two_editors_sees_what_differs_and_loses_nothing(
    browser, another_browser, elena, fabio, first
):
    hidden = another_browser.sign_in(fabio).get(DESK).form_to(DESK)
    browser.sign_in(elena).post(DESK, **{f"title_{first}": "Saved first"})

    page = another_browser.send(DESK, data=hidden | {f"title_{first}": "Typed second"})

    assert page.status == 409
    assert page.value(f"title_{first}") == "Typed second"
    assert "Saved" in page.text(".difference del")
    assert "Typed" in page.text(".difference ins")
    kept = page.form_to(DESK)
    assert another_browser.send(DESK, data=kept).status == 303
    assert the_process().title[first] == "Typed second"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "²"])
def test_a_version_that_is_none_conflicts(browser, elena, version):
    assert browser.sign_in(elena).post(DESK, version=version).status == 409


def test_a_draft_says_what_is_missing_then_is_published(browser, fabio, first):
    a_process("draft", state=State.DRAFT)
    desk = "/processes/draft/desk/settings"
    page = browser.sign_in(fabio).get(desk)
    assert "no pact" in page.text("main")
    assert not page.has("form[action$=publication]")

    browser.post(f"{desk}/pact", **{f"text_{first}": "We answer."})
    page = browser.post(f"{desk}/publication", _at=desk)

    assert page.status == 303
    assert db.session.query(Process).one().state is State.PUBLISHED


def test_publishing_from_elsewhere_asks_the_same_rule(browser, fabio):
    a_process("draft", state=State.DRAFT)
    token = browser.sign_in(fabio).get("/sign-out").form_to("/sign-out")

    page = browser.send("/processes/draft/desk/settings/publication", data=token)

    assert page.status == 403
    assert "no pact" in page.text("main")


def test_closing_without_a_report_is_refused_in_words(browser, elena):
    page = browser.sign_in(elena).get(DESK)
    assert "report of what was heard" in page.text("main")
    token = browser.get("/sign-out").form_to("/sign-out")

    page = browser.send(f"{DESK}/closing", data=token)

    assert page.status == 403
    assert "report of what was heard" in page.text("main")


def test_a_closed_consultation_is_read_at_its_desk_only(browser, fabio):
    a_process("closed", state=State.CLOSED)
    browser.sign_in(fabio)

    for path in ("", "/phases", "/phases/positions"):
        page = browser.get(f"/processes/closed/desk/settings{path}")
        assert page.status == 200
        assert not page.has("form")


def test_a_planner_publishes_a_version_of_the_pact(browser, elena, first):
    publish_pact(elena, the_process(), in_every_language("We answer."))
    page = browser.sign_in(elena).get(f"{DESK}/pact")
    assert page.value(f"text_{first}") == "We answer."

    page = browser.post(f"{DESK}/pact", **{f"text_{first}": "We answer within a month."})

    assert page.status == 303
    pact = pact_of(the_process())
    assert pact is not None
    assert pact.version == 2


def test_an_empty_pact_comes_back(browser, elena, first):
    page = browser.sign_in(elena).post(f"{DESK}/pact")

    assert page.status == 422
    assert "Write the pact" in page.text(f"#text_{first}-error")


def test_a_planner_names_someone_and_ends_the_post(browser, elena):
    browser.sign_in(elena)
    assert browser.post(f"{DESK}/staff", email="gina@example.org", role="moderator").status == 303
    gina = meet("gina@example.org")
    assert works_as(gina, the_process(), Role.MODERATOR)
    assert "gina@example.org" in browser.get(f"{DESK}/staff").text("main")
    post = db.session.query(Staff).filter_by(person_id=gina.id).one()

    assert browser.post(f"{DESK}/staff/{post.id}/delete", _at=f"{DESK}/staff").status == 303

    assert not works_as(gina, the_process(), Role.MODERATOR)


def test_a_post_may_be_in_one_zone(browser, elena):
    page = browser.sign_in(elena).get(f"{DESK}/staff")
    zone = page.soup.select_one("#zone option:nth-of-type(2)")["value"]

    browser.post(f"{DESK}/staff", email="gina@example.org", role="facilitator", zone=zone)

    gina = meet("gina@example.org")
    assert db.session.query(Staff).filter_by(person_id=gina.id).one().zone_id is not None


@pytest.mark.parametrize(
    "wrong", [{"email": "gina"}, {"email": ""}, {"role": "king"}, {"zone": "atlantis"}]
)
def test_a_post_that_cannot_be_comes_back(browser, elena, wrong):
    typed = {"email": "gina@example.org", "role": "moderator", "zone": ""} | wrong

    page = browser.sign_in(elena).post(f"{DESK}/staff", **typed)

    assert page.status == 422
    assert page.value("email") == typed["email"]


def test_the_post_of_another_consultation_is_missing(browser, elena, fabio):
    other = a_process("other")
    a_pact(other)
    browser.sign_in(fabio).post("/processes/other/desk/settings/staff", email="gina@example.org")
    token = browser.get("/sign-out").form_to("/sign-out")
    post = db.session.query(Staff).filter_by(process_id=other.id).one()

    for post_id in (post.id, 10**17):
        assert browser.send(f"{DESK}/staff/{post_id}/delete", data=token).status == 404


def test_an_administrator_starts_a_consultation_and_lands_at_its_desk(browser, fabio):
    browser.sign_in(fabio)
    assert "Start a consultation" in browser.get("/processes").links()

    page = browser.post("/processes", _at="/processes/new", title="The next plan", slug="Plan 2029")

    assert page.location == "/processes/plan-2029/desk/settings"
    assert browser.get(page.location).status == 200


def test_an_address_that_is_taken_comes_back(browser, fabio, process):
    page = browser.sign_in(fabio).post(
        "/processes", _at="/processes/new", title="The next plan", slug="plan"
    )

    assert page.status == 422
    assert "Another consultation" in page.text("#slug-error")


def test_citizens_start_nothing(browser, ada):
    assert browser.sign_in(ada).get("/processes/new").status == 403
