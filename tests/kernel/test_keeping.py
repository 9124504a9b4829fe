"""Kept pages: never older than the last commit, never another person's."""

from datetime import timedelta

from consult.kernel.clock import set_clock
from consult.kernel.db import db
from consult.kernel.keeping import KeptPages, watch
from tests.makers import a_person, an_idea


def test_a_page_that_did_not_change_asks_the_database_nothing(browser, process, count_queries):
    with count_queries() as first:
        browser.get("/processes/plan/ideas")
    assert first
    seen = []
    with count_queries() as warm:
        browser.get("/processes/plan/ideas")
        del warm[:]
        browser.get("/processes/plan/ideas")
        seen = list(warm)

    assert not seen


def test_whatever_is_written_is_seen_at_once(browser, ada, process):
    browser.get("/processes/plan/ideas")
    an_idea(ada, process, title="A very new voice", published=True)

    assert "A very new voice" in browser.get("/processes/plan/ideas").html


def test_a_kept_page_answers_304_to_who_has_it(browser, process):
    tag = browser.get("/processes/plan/ideas").headers["ETag"]

    again = browser.get("/processes/plan/ideas", headers={"If-None-Match": tag})

    assert again.status == 304


def test_languages_and_addresses_are_kept_apart(browser, process):
    english = browser.get("/processes/plan/ideas")
    italian = browser.get("/processes/plan/ideas", headers={"Accept-Language": "it"})

    assert english.soup.select_one("html")["lang"] == "en"
    assert italian.soup.select_one("html")["lang"] == "it"
    assert browser.get("/processes/plan/ideas?q=bus").value("q") == "bus"


def test_what_one_person_reads_is_kept_for_nobody(browser, another_browser, process):
    secret = an_idea(a_person("Bea"), process, title="A secret of Bea's")
    code = secret.code
    assert browser.get(f"/processes/plan/ideas/{code}").status == 404
    other = a_person("Cleo")
    mine = an_idea(other, process, title="A secret of Cleo's").code
    another_browser.sign_in(other)

    assert another_browser.get(f"/processes/plan/ideas/{mine}").status == 200
    assert browser.get(f"/processes/plan/ideas/{mine}").status == 404


def test_a_form_page_is_never_kept(browser, another_browser, process):
    first = browser.get("/sign-in")
    second = another_browser.get("/sign-in")

    assert first.value("csrf_token") != second.value("csrf_token")


def test_what_changes_as_time_passes_is_not_kept_for_long(browser, process):
    assert browser.get("/processes/plan/ideas").has("a.btn-primary")
    set_clock(offset=timedelta(days=2))

    assert not browser.get("/processes/plan/ideas").has("a.btn-primary")


def test_the_store_lets_the_oldest_go():
    pages = KeptPages(most=10)
    pages.keep(("a",), b"12345", {})
    pages.keep(("b",), b"12345", {})
    pages.find(("a",))
    pages.keep(("c",), b"12345", {})

    assert pages.find(("a",))
    assert pages.find(("b",)) is None


def test_the_watch_sees_every_commit(database):
    # On PostgreSQL it also sees those of other databases, where other stories are told meanwhile.
    assert any(watch.version() == watch.version() for _look in range(100))
    before = watch.version()
    a_person("Ada")
    db.end_write(keep=True)

    assert watch.version() != before
