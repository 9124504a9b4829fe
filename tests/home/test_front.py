"""The front page, and what a public body owes to its readers."""

import pytest

from consult.processes import State
from tests.makers import a_person, a_process, an_idea


def test_one_screen_says_what_is_open_and_until_when(browser, ada, process):
    an_idea(ada, process, title="Trains in the evening", published=True)

    page = browser.get("/")

    assert "missing where you live" in page.text("h1")
    assert "Write your idea" in page.text(".front-hero")
    assert "Open until" in page.text(".front-hero")
    assert "Trains in the evening" in page.text("main")


def test_before_any_consultation_the_page_says_so(browser):
    assert "No consultation" in browser.get("/").text("h1")


def test_a_new_voice_is_on_the_front_page_at_once(browser, ada, process):
    browser.get("/")
    an_idea(ada, process, title="A very new voice", published=True)

    assert "A very new voice" in browser.get("/").html


@pytest.mark.parametrize("address", ["/accessibility", "/privacy", "/source"])
def test_what_is_owed_is_there_in_both_languages(browser, process, address):
    english, italian = browser.get(f"{address}?lang=en"), browser.get(f"{address}?lang=it")

    assert english.status == italian.status == 200
    assert english.text("main") != italian.text("main")


def test_machines_are_told_where_to_go(browser, process):
    assert "Disallow: /account" in browser.get("/robots.txt").html
    assert "Contact: mailto:" in browser.get("/.well-known/security.txt").html
    assert "/processes/plan" in browser.get("/sitemap.xml").html


def test_the_gallery_is_for_development_only(browser, process, configured):
    assert browser.get("/_gallery").status == 404
    configured(development=True)

    assert browser.get("/_gallery").status == 200


def test_the_front_page_asks_the_database_a_fixed_number_of_times(
    browser, ada, process, count_queries
):
    an_idea(ada, process, published=True)
    browser.get("/")
    with count_queries() as warm:
        browser.get("/")
    for number in range(9):
        an_idea(a_person(f"Person {number}"), process, published=True)
    with count_queries() as cold:
        browser.get("/")

    assert len(warm) <= 6, "\n".join(warm)
    assert len(cold) <= 40, "\n".join(cold)


def test_language_links_stay_on_the_page(browser, process):
    page = browser.get("/processes/plan/ideas?q=bus")

    assert "/processes/plan/ideas?q=bus&lang=it" in page.links().values()


def test_a_draft_is_not_the_front_page(browser):
    a_process("secret", state=State.DRAFT)

    assert "No consultation" in browser.get("/").text("h1")
