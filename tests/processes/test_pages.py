"""Consultations as people read them: the list, the page of each, its pact."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.processes import (
    Activity,
    Desk,
    Door,
    Figure,
    Process,
    Role,
    State,
    pact_to_accept,
    process_desks,
    process_doors,
    process_figures,
)
from tests.makers import a_pact, a_process


def filled(monkeypatch, slot, *pieces):
    monkeypatch.setattr(slot, "_fillers", [lambda things: {one.id: pieces for one in things}])


def test_the_list_names_each_consultation_and_where_it_stands(browser, process):
    a_process("closed", state=State.CLOSED)
    a_process("draft", state=State.DRAFT)

    page = browser.get("/processes")

    assert len(page.texts(".rows > li")) == 2
    assert "Positions" in page.text(".rows")
    assert "Closed" in page.text(".rows")


def test_an_empty_site_says_so(browser):
    assert "No consultation is open yet" in browser.get("/processes").text("main")


def test_a_consultation_between_two_phases_says_so(browser):
    a_process(opens_at=now() + timedelta(days=2), closes_at=now() + timedelta(days=9))

    assert "Between two phases" in browser.get("/processes").text("main")


def test_the_page_says_what_is_asked_until_when_who_decides_and_what_can_change(browser, process):
    page = browser.get("/processes/plan")

    assert page.text("h1") == "What is missing where you live?"
    words = page.text("main")
    assert "Positions , until" in words or "Positions, until" in words
    for promised in ("The council decides.", "Which projects come first.", "The borders."):
        assert promised in words
    assert "we are here" in page.text(".phases")


def test_the_page_tells_the_phases_of_yesterday_and_tomorrow(browser, process):
    set_clock(offset=timedelta(days=2))
    assert browser.get("/processes/plan").has(".phase--done")
    set_clock(offset=timedelta(days=-2))
    assert browser.get("/processes/plan").has(".phase--next")


def test_the_page_shows_what_rooms_above_open(browser, process, monkeypatch):
    filled(
        monkeypatch,
        process_doors,
        Door("Vote", "Once.", "/vote", Activity.CHOOSE),
        Door("Write", "Four fields.", "/write", Activity.SUBMIT_IDEAS, "90", "seconds"),
        Door("Read", "All of it.", "/read"),
    )
    filled(monkeypatch, process_figures, Figure(1284, "contributions"))

    page = browser.get("/processes/plan")

    assert page.texts(".to-do h3") == ["Write", "Read", "Vote"]
    assert "/write" in page.links().values()
    assert "/vote" not in page.links().values()
    assert "does not foresee" in page.text(".to-do")
    assert "1,284" in page.text(".numbers")


def test_staff_find_their_desks_and_others_do_not(
    browser, another_browser, ada, carla, monkeypatch
):
    filled(
        monkeypatch,
        process_desks,
        Desk("Reading desk", "/m", frozenset({Role.MODERATOR})),
        Desk("Map desk", "/i", frozenset({Role.CURATOR})),
    )

    links = browser.sign_in(carla).get("/processes/plan").links()
    others = another_browser.sign_in(ada).get("/processes/plan").links()

    assert links["Reading desk"] == "/m"
    assert "Map desk" not in links
    assert not {"Reading desk", "Settings"} & set(others)


def test_the_page_names_who_works_on_it(browser, carla):
    assert "Carla" in browser.get("/processes/plan").text(
        "#staff + *, section[aria-labelledby=staff]"
    )


def test_a_draft_answers_like_what_does_not_exist(browser, another_browser, ada, fabio):
    a_process("draft", state=State.DRAFT)

    hidden = browser.sign_in(ada).get("/processes/draft")
    missing = browser.get("/processes/nothing")

    assert hidden.status == missing.status == 404
    assert hidden.text("h1") == missing.text("h1")
    page = another_browser.sign_in(fabio).get("/processes/draft")
    assert "Draft" in page.text("main")


def test_a_closed_consultation_says_when(browser):
    a_process("closed", state=State.CLOSED)

    assert "was closed on" in browser.get("/processes/closed").text("main")


def test_the_page_for_everyone_may_be_shared(browser, process):
    assert browser.get("/processes/plan").headers["Cache-Control"].startswith("public")


def test_the_pact_is_read_by_everyone_and_accepted_after_signing_in(browser, ada, process):
    a_pact(process)
    page = browser.get("/processes/plan/pact?next=/processes/plan/ideas/new")
    assert "We answer every idea" in page.text(".pact")
    assert not page.has("form[action*=acceptance]")

    browser.sign_in(ada).get("/processes/plan/pact?next=/processes/plan/ideas/new")
    url = browser.page.soup.select_one("form[action*=acceptance]")["action"]
    page = browser.post(url)

    assert page.location == "/processes/plan/ideas/new"
    assert pact_to_accept(ada, db.session.get_one(Process, process.id)) is None
    page = browser.get("/processes/plan/pact?next=/processes/plan/ideas/new")
    assert "You have accepted" in page.text("main")
    assert page.links()["Go on"] == "/processes/plan/ideas/new"


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_accepting_leads_to_this_site_only(browser, ada, process, elsewhere):
    a_pact(process)
    hidden = browser.sign_in(ada).get("/account").form_to("/account")

    page = browser.send(
        f"/processes/plan/pact/acceptance?version=1&next={elsewhere}",
        data={"csrf_token": hidden["csrf_token"]},
    )

    assert page.location == "/processes/plan"


def test_an_older_version_is_marked_as_such(browser, ada, process):
    a_pact(process)
    a_pact(process, version=2)
    browser.sign_in(ada)

    page = browser.get("/processes/plan/pact?version=1")

    assert "Version 1." in page.text(".pact")
    assert "no longer in force" in page.text("main")
    assert not page.has("form[action*=acceptance]")
    assert "Version 2." in browser.get("/processes/plan/pact").text(".pact")


def test_who_reads_an_old_version_accepts_nothing(browser, ada, process):
    a_pact(process)
    browser.sign_in(ada).get("/processes/plan/pact")
    url = browser.page.soup.select_one("form[action*=acceptance]")["action"]
    hidden = browser.page.form_to(url)
    a_pact(process, version=2)

    assert browser.send(url, data=hidden).status == 422


@pytest.mark.parametrize("version", ["3", "x", "9" * 30])
def test_a_version_that_is_not_there_is_missing(browser, process, version):
    a_pact(process)

    assert browser.get(f"/processes/plan/pact?version={version}").status == 404


def test_a_consultation_without_a_pact_has_no_page_for_it(browser, process):
    assert browser.get("/processes/plan/pact").status == 404


def test_a_closed_consultation_asks_nobody_to_accept(browser, ada):
    a_process("closed", state=State.CLOSED, with_pact=True)

    page = browser.sign_in(ada).get("/processes/closed/pact")

    assert "while its consultation is under way" in page.text("main")


def test_an_unknown_filter_is_refused(browser, process):
    assert browser.get("/processes/plan?sort=x").status == 400


def test_the_pages_cost_few_statements(browser, process, carla, count_queries):
    a_pact(process)
    with count_queries() as seen:
        browser.get("/processes/plan")

    assert len(seen) <= 14
