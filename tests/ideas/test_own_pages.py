"""The pages by which an author changes or withdraws an idea, its history, its code."""

from datetime import timedelta

import pytest

from consult.contributions import Contribution, hide
from consult.ideas import IdeaDraft, edit_idea
from consult.kernel.db import db
from tests.makers import a_municipality, a_person, a_theme, an_idea

CANARY = "An unmistakable canary"


@pytest.fixture
def said(ada, process):
    """A public idea of Ada's, and its address."""
    idea = an_idea(ada, process, title="Trains in the evening", published=True)
    return idea, f"/processes/plan/ideas/{idea.code}"


def changed(idea, ada, **others):
    given = {
        "title": idea.title,
        "body": "The last train leaves at ten.",
        "place": a_municipality().name,
        "theme": a_theme().code,
    }
    idea = db.session.get_one(Contribution, idea.id)
    db.session.refresh(idea, ["voice", "process"])
    edit_idea(db.session.merge(ada), idea, IdeaDraft(**(given | others)), idea.version)


def test_an_author_changes_their_idea_and_everyone_sees_what_changed(browser, ada, said):
    _idea, url = said
    browser.sign_in(ada)
    assert "Change it" in browser.get(url).links()

    browser.get(f"{url}/edit")
    page = browser.post(url, body="The last bus leaves at nine. Shifts end at eleven.")

    assert page.location == url
    page = browser.get(url)
    assert "Changed on" in page.text(".person-line")
    page = browser.get(f"{url}/versions")
    assert "ten" in page.text("del")
    assert "eleven" in page.text("ins")


def test_others_see_no_buttons_of_its_author(browser, said):
    _idea, url = said

    assert "Change it" not in browser.get(url).links()
    assert "Change it" not in browser.sign_in(a_person("Bea")).get(url).links()
    assert browser.get(f"{url}/edit").status == 403
    assert browser.get(f"{url}/withdrawal/new").status == 403


def test_when_the_window_is_closed_its_author_reads_why(browser, ada, said):
    idea, url = said
    idea.submitted_at -= timedelta(days=9)
    db.session.flush()

    page = browser.sign_in(ada).get(url)

    assert "It could be changed until" in page.text("article")
    assert browser.get(f"{url}/edit").status == 403


def test_the_second_of_two_changes_gets_both_texts_and_can_save_its_own(browser, ada, said):
    idea, url = said
    browser.sign_in(ada).get(f"{url}/edit")
    changed(idea, ada, title="Trains at night")

    page = browser.post(url, title="Trains on Sundays")

    assert page.status == 409
    assert page.value("title") == "Trains on Sundays"
    assert any("night" in words for words in page.texts(".difference del"))
    assert page.value("version") == "2"
    page = browser.post(url, _at=f"{url}/edit", title="Trains on Sundays")
    assert page.status == 303
    assert "Trains on Sundays" in browser.get(url).text("h1")


@pytest.mark.parametrize("fault", [{"title": "Two words"}, {"place": "Atlantis"}, {"body": ""}])
def test_a_fault_in_a_change_is_told_beside_its_field(browser, ada, said, fault):
    _idea, url = said
    browser.sign_in(ada).get(f"{url}/edit")

    page = browser.post(url, **fault)

    assert page.status == 422
    assert page.text(f"#{next(iter(fault))}-error")


def test_an_author_withdraws_after_reading_what_it_does(browser, another_browser, ada, said):
    _idea, url = said
    browser.sign_in(ada)
    page = browser.get(f"{url}/withdrawal/new")
    assert "cannot be undone" in page.text("main")

    browser.post(f"{url}/withdrawal")

    assert "Only you and the staff" in browser.get(url).text("main")
    assert another_browser.get(url).status == 404
    assert "Trains" not in another_browser.get("/processes/plan/ideas").text("main")


def test_an_idea_that_never_changed_says_so(browser, said):
    _idea, url = said

    assert "from the beginning" in browser.get(f"{url}/versions").text("main")


def test_a_code_leads_to_the_text_where_it_is_public(browser, said):
    idea, url = said
    code, title = idea.code, idea.title

    page = browser.get(f"/c/{code.lower()}")

    assert page.links()[title] == url
    for printed in (page, browser.get(url)):
        assert printed.text(".qr.print-only") == f"{code} http://127.0.0.1:8000/c/{code}"
    assert "Published" in page.text("main")


def test_a_code_says_only_how_far_it_is_where_the_text_is_not_public(browser, ada, process):
    waiting = an_idea(ada, process, title=CANARY)
    hidden = an_idea(ada, process, title=CANARY, published=True)
    hide(hidden)
    codes = waiting.code, hidden.code

    for code in codes:
        page = browser.get(f"/c/{code}")
        assert page.status == 200
        assert "canary" not in page.html
        assert "not public" in page.text("main")


@pytest.mark.parametrize("code", ["ZZZZZZZ", "x", "%C3%A8%C3%A8%C3%A8%C3%A8%C3%A8%C3%A8%C3%A8"])
def test_a_code_that_nothing_has_is_a_missing_page(browser, process, code):
    assert browser.get(f"/c/{code}").status == 404


def test_codes_are_not_guessed_at_length(browser, process):
    answers = [browser.get(f"/c/ZZZZZZ{letter}").status for letter in "23456789ABCDEFGH" * 4]

    assert answers[0] == 404
    assert answers[-1] == 429


def test_an_idea_is_shared_without_anybody_elses_help(browser, said):
    _idea, url = said

    page = browser.get(url)

    mail = page.links()["Send by e-mail"]
    assert mail.startswith("mailto:?subject=Trains%20in%20the%20evening")
    assert page.has("[data-behaviour=share] [data-share=copy][hidden]")
