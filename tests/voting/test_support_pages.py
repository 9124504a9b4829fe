"""The support button on the list and on an idea's page, with and without a session."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consult.accounts import Person
from consult.contributions import Contribution, ContributionDraft, revise
from consult.kernel import limits
from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.processes import Activity
from consult.voting import recount_supports, support
from consult.voting.views import IN_TIME, PRESSES
from tests.makers import a_person, a_process, an_idea

LIST = "/processes/plan/ideas"


@pytest.fixture
def page_url(idea):
    """The idea's own page."""
    return f"{LIST}/{idea.code}"


def test_one_supports_from_the_list_and_comes_back_to_the_row(browser, bea, idea):
    address = f"{LIST}/{idea.code}/support"
    page = browser.sign_in(bea).get(f"{LIST}?q=bus")
    assert page.text(".support--off") == "0 Support : A night bus between the two stations"

    answer = browser.post(address)

    assert answer.status == 303
    assert answer.location == f"{LIST}?q=bus#support-{idea.code}"
    page = browser.get(LIST)
    assert page.text(".support--on b") == "1"
    assert page.soup.select_one(".support--on")["aria-pressed"] == "true"
    assert recount_supports(idea) == 1


def test_undo_stays_beside_the_button(browser, bea, idea, page_url):
    support(bea, idea)
    page = browser.sign_in(bea).get(page_url)
    assert page.text(".support-band__count") == "1 person supports it"
    assert "Undo support" in page.texts(".support-band .btn")

    browser.post(f"{page_url}/support/delete")

    page = browser.get(page_url)
    assert page.text(".support-band__count") == "0 people support it"
    assert page.text(".support--off") == "Support it too"


def test_who_supported_it_before_a_change_reads_what_changed_and_can_undo_it(
    browser, another_browser, ada, bea, idea, page_url
):
    support(bea, idea)
    set_clock(offset=timedelta(hours=1))
    revise(ada, idea, ContributionDraft("A tram at night", "Every hour."), idea.version)
    late = a_person("Late")
    set_clock(offset=timedelta(hours=2))
    support(late, idea)

    page = browser.sign_in(bea).get(page_url)
    assert "has changed it since you supported it" in page.text(".support-band__count")
    changes = page.soup.select_one(".support-band__count a")["href"]
    assert changes == f"{page_url}/versions?since=1"
    page = browser.get(changes)
    assert "From version 1 to now" in page.text("main")
    assert "tram" in page.text("section[aria-labelledby=since] ins")
    answer = browser.post(f"{page_url}/support/delete")
    assert answer.location == f"{changes}#support-{idea.code}"
    assert "since you supported" not in browser.get(page_url).text("main")
    assert "since you supported" not in another_browser.sign_in(late).get(page_url).text("main")
    assert browser.get(f"{page_url}/versions?since=9").status == 200


def test_who_has_read_what_changed_says_so_and_keeps_the_support(browser, ada, bea, idea, page_url):
    support(bea, idea)
    set_clock(offset=timedelta(hours=1))
    revise(ada, idea, ContributionDraft("A tram at night", "Every hour."), idea.version)
    page = browser.sign_in(bea).get(f"{page_url}/versions?since=1")
    fields = page.form_to(f"{page_url}/support/reading")
    assert fields["version"] == "2"

    for _press in range(2):
        assert browser.send(f"{page_url}/support/reading", data=fields).status == 303

    page = browser.get(page_url)
    assert "Its author has changed it" not in page.text(".support-band")
    assert page.has(".support--on")
    with db.transaction():
        again = db.session.get_one(Contribution, idea.id)
        revise(db.session.get_one(Person, ada.id), again, ContributionDraft("A tram", "Often."), 2)
    page = browser.get(page_url)
    assert "since you last read what changed" in page.text(".support-band")
    assert page.soup.select_one(".support-band__count a")["href"].endswith("since=2")


def test_the_button_alone_answers_who_asks_for_it_alone(browser, bea, idea, page_url):
    page = browser.sign_in(bea).get(page_url)
    fields = page.form_to(f"{page_url}/support")

    answer = browser.client.post(
        f"{page_url}/support",
        data=fields,
        headers={"X-Part": "band", "Accept-Language": "en"},
        base_url="http://127.0.0.1:8000",
    )

    assert answer.status_code == 200
    assert "1</b> person supports it" in answer.text
    assert 'aria-pressed="true"' in answer.text
    assert "<html" not in answer.text


def test_a_visitor_signs_in_first_and_comes_back(browser, idea):
    page = browser.get(f"{LIST}?q=bus")

    link = page.soup.select_one("a.support")
    assert link["href"] == "/sign-in?next=/processes/plan/ideas?q%3Dbus"
    assert not page.has("form.support-form")
    assert "Set-Cookie" not in page.headers


def test_one_does_not_support_one_s_own(browser, ada, page_url):
    page = browser.sign_in(ada).get(page_url)

    assert not page.has("form.support-form")
    assert "your voice is in it already" in page.text(".support-band")


def test_after_the_phase_the_count_stays_with_its_date(browser, bea, ada):
    closed = a_process("closed", opens=[Activity.SUBMIT_IDEAS])
    idea = an_idea(ada, closed, published=True)

    page = browser.sign_in(bea).get(f"/processes/closed/ideas/{idea.code}")

    assert not page.has("form.support-form")
    assert "does not foresee" in page.text(".support-band")


def test_a_kept_count_is_told_to_nobody(browser, another_browser, ada, bea, idea, process):
    process.supports_shown_from = now() + timedelta(days=3)
    before = browser.get(f"{LIST}/{idea.code}"), browser.get(LIST)
    support(bea, idea)

    after = browser.get(f"{LIST}/{idea.code}"), browser.get(LIST)

    for one, other in zip(before, after, strict=True):
        assert one.html == other.html
        assert one.headers.get("ETag") == other.headers.get("ETag")
    assert "The count opens on" in after[0].text(".support-band")
    assert not after[1].has(".support b")
    for person in (ada, bea):
        page = another_browser.sign_in(person).get(LIST)
        assert not page.has(".support b")


def test_the_buttons_of_a_whole_page_cost_one_query(browser, bea, ada, process, count_queries):
    an_idea(ada, process, published=True)
    browser.sign_in(bea).get(LIST)
    with count_queries() as few:
        browser.get(LIST)
    for number in range(12):
        idea = an_idea(ada, process, title=f"A bench at stop {number}", published=True)
        support(bea, idea)
    db.session.flush()

    with count_queries() as many:
        browser.get(LIST)

    assert len(many) == len(few)


def test_what_is_hidden_answers_as_if_missing(browser, bea, ada, process):
    waiting = an_idea(ada, process)
    other = an_idea(ada, process, published=True, title="A bench at the stop")
    page = browser.sign_in(bea).get(LIST)
    fields = page.form_to(f"{LIST}/{other.code}/support")

    answer = browser.send(f"{LIST}/{waiting.code}/support", data=fields)

    assert answer.status == 404


def test_nobody_presses_without_end(browser, bea, idea, page_url):
    page = browser.sign_in(bea).get(page_url)
    fields = page.form_to(f"{page_url}/support")
    set_clock(rate=0)
    for _time in range(PRESSES):
        limits.allow("voting.support", str(bea.id), burst=PRESSES, per=IN_TIME)

    answer = browser.send(f"{page_url}/support", data=fields)

    assert answer.status == 429
    assert recount_supports(idea) == 0
