"""Formal choices on their pages: voting, voting otherwise, and reading the result."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consult.accounts import Person
from consult.kernel import limits
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.i18n import text
from consult.kernel.times import day_time
from consult.voting import Choice, cast_ballot, withdraw_choice
from consult.voting.choices import LOOK_TIME, LOOKED_UP
from tests.makers import a_person, a_process
from tests.voting.makers import a_choice

LIST = "/processes/plan/choices"


@pytest.fixture
def choice(elena, process):
    """An open vote."""
    return a_choice(elena, process)


@pytest.fixture
def page_url(choice):
    """Where one votes in it."""
    return f"{LIST}/{choice.id}"


def ids(choice, *numbers):
    return [str(choice.options[number - 1].id) for number in numbers]


def test_one_votes_and_votes_otherwise(browser, bea, choice, page_url):
    browser.sign_in(bea).get(page_url)

    answer = browser.post(f"{page_url}/ballot", options=ids(choice, 1, 2))

    assert answer.location == page_url
    page = browser.get(page_url)
    assert "Your vote is in. Receipt" in page.text(".flashes")
    assert "You have voted" in page.text(".question .notice")
    assert len(page.soup.select("input[type=checkbox][checked]")) == 2
    browser.send(
        f"{page_url}/ballot", data=page.form_to(f"{page_url}/ballot") | {"options": ids(choice, 3)}
    )
    page = browser.get(page_url)
    assert [box["value"] for box in page.soup.select("input[checked]")] == ids(choice, 3)


@pytest.mark.parametrize("numbers", [(), (1, 2, 3)])
def test_a_ballot_against_the_rules_comes_back(browser, bea, choice, page_url, numbers):
    browser.sign_in(bea).get(page_url)

    page = browser.post(f"{page_url}/ballot", options=ids(choice, *numbers))

    assert page.status == 422
    assert page.has("#options-error")
    assert len(page.soup.select("input[type=checkbox][checked]")) == len(numbers)


def test_what_is_not_an_option_is_refused(browser, bea, page_url):
    browser.sign_in(bea).get(page_url)

    assert browser.post(f"{page_url}/ballot", options=["999999"]).status == 422


def test_nothing_of_an_open_vote_is_told(browser, bea, choice, page_url):
    before = browser.get(page_url)
    option_id = choice.options[0].id
    cast_ballot(
        db.session.get_one(Person, bea.id), db.session.get_one(Choice, choice.id), [option_id]
    )

    after = browser.get(page_url)

    assert before.html == after.html
    assert after.links()["Sign in and vote"] == f"/sign-in?next={page_url}"
    assert "Open until" in browser.get(LIST).text(".rows")
    assert browser.get("/processes/plan").links()["Vote"] == LIST
    doors = [text for text in browser.get("/").texts(".to-do > li") if "Vote" in text]
    assert doors[0].endswith(f"until {day_time(choice.closes_at)}")


def test_the_result_is_read_after_closing(browser, bea, choice, page_url):
    for number in range(12):
        where = {"municipality_id": None} if number < 2 else {}
        cast_ballot(a_person(f"Person {number}", **where), choice, [choice.options[1].id])
    choice.closes_at = now() - timedelta(seconds=1)
    db.session.flush()

    page = browser.sign_in(bea).get(page_url)

    assert "12 people voted" in page.text("main")
    assert page.text(".bars tbody tr:first-child") == "Option 2 12"
    assert page.text(".bars tbody tr:last-child") == "Option 4 fewer than 10"
    assert "12 people are told without a zone" in page.text("main")
    assert page.form_to(f"{page_url}/ballot") is None
    assert "you can change your vote" not in page.text("main")
    assert "Voting closed on" in browser.get(LIST).text(".rows")


def test_the_result_of_few_is_not_told(browser, choice, page_url):
    cast_ballot(a_person("Only"), choice, [choice.options[1].id])
    choice.closes_at = now() - timedelta(seconds=1)
    db.session.flush()

    page = browser.get(page_url)

    assert "Fewer than 10 people voted" in page.text("main")
    assert not page.has(".bars")


def test_a_receipt_says_that_a_ballot_is_counted_and_nothing_of_it(browser, bea, choice):
    ballot = cast_ballot(bea, choice, [choice.options[1].id])
    receipt, title = ballot.receipt_words, text(choice.options[1].title)
    choice_id = choice.id

    page = browser.get(f"{LIST}/receipts?receipt={receipt.lower()}")

    assert "is in, and will be counted" in page.text(".notice")
    assert receipt in page.text(".notice")
    assert page.text(".qr.print-only .qr__address").endswith(f"?receipt={ballot.receipt}")
    assert title not in page.text()
    assert "Bea" not in page.text()
    db.session.get_one(Choice, choice_id).closes_at = now() - timedelta(seconds=1)
    db.session.flush()
    assert "The ballot is counted" in browser.get(f"{LIST}/receipts?receipt={receipt}").text()


def test_a_wrong_receipt_comes_back_as_it_was_typed(browser, choice):
    a_process("other")
    ballot = cast_ballot(a_person("Voter"), choice, [choice.options[1].id])
    receipt = ballot.receipt

    for path in (f"{LIST}/receipts?receipt=abc+%3Cb%3E", f"{LIST}/receipts?receipt="):
        page = browser.get(path)
        assert page.status == 404
        assert page.has("#receipt-error")
    assert page.value("receipt") == ""
    assert browser.get(f"/processes/other/choices/receipts?receipt={receipt}").status == 404


def test_receipts_are_not_guessed(browser, choice):
    page = f"{LIST}/receipts?receipt=ABCD"
    assert browser.get(page).status == 404
    for _guess in range(LOOKED_UP - 1):
        limits.allow("voting.receipt", "127.0.0.1", burst=LOOKED_UP, per=LOOK_TIME)

    assert browser.get(page).status == 429


def test_a_withdrawn_vote_says_why(browser, elena, process):
    choice = a_choice(elena, process, opens_at=now() + timedelta(hours=1))
    withdraw_choice(elena, choice, "The council asks again.")

    page = browser.get(f"{LIST}/{choice.id}")

    assert "The council asks again." in page.text(".notice")
    assert "was withdrawn" in browser.get(LIST).text(".rows")


def test_a_vote_that_closes_while_one_reads_takes_nothing(browser, bea, choice, page_url):
    page = browser.sign_in(bea).get(page_url)
    fields = page.form_to(f"{page_url}/ballot") | {"options": ids(choice, 1)}
    db.session.get_one(Choice, choice.id).closes_at = now() - timedelta(seconds=1)

    answer = browser.send(f"{page_url}/ballot", data=fields)

    assert answer.status == 403
    assert "Voting closed on" in answer.text("main")


def test_who_may_not_vote_reads_why(browser, page_url):
    unknown = a_person("Gino", birth_year=None)

    page = browser.sign_in(unknown).get(page_url)

    assert "the year you were born" in page.text(".notice")


def test_a_choice_of_another_consultation_is_missing(browser, choice):
    a_process("other")

    assert browser.get(f"/processes/other/choices/{choice.id}").status == 404
    assert "There is no vote yet" in browser.get("/processes/other/choices").text()
