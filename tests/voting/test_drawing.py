"""The options of a vote stand in a drawn order, each voter's own; its result in a fixed one."""

from __future__ import annotations

from datetime import date, timedelta

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.voting import Choice
from consult.voting.drawing import drawn_options
from tests.makers import a_person
from tests.voting.makers import a_choice

TODAY = date(2026, 3, 1)
MANY = 60


def places(choice, person, on=TODAY):
    return [option.position for option in drawn_options(choice, person, on)]


def read(page):
    return [box["value"] for box in page.soup.select("#options input")]


def test_each_option_comes_first_for_somebody(elena, process):
    choice = a_choice(elena, process)

    orders = [places(choice, a_person(f"Person {number}")) for number in range(MANY)]

    assert all(sorted(order) == [1, 2, 3, 4] for order in orders)
    firsts = [order[0] for order in orders]
    assert {first: firsts.count(first) >= MANY / 12 for first in firsts} == dict.fromkeys(
        range(1, 5), True
    )


def test_a_voter_keeps_an_order_and_visitors_have_one_a_day(ada, elena, process):
    choice, other = a_choice(elena, process), a_choice(elena, process)
    days = [TODAY + timedelta(days=number) for number in range(12)]

    assert len({tuple(places(choice, ada, on)) for on in days}) == 1
    assert places(choice, None) == places(choice, None)
    assert len({tuple(places(choice, None, on)) for on in days}) > 1
    many = [a_person(f"Person {number}") for number in range(12)]
    assert [places(choice, one) for one in many] != [places(other, one) for one in many]


def test_the_ballot_stays_in_the_voters_order_and_the_page_says_so(browser, bea, elena, process):
    choice = a_choice(elena, process)
    mine = [str(option.id) for option in drawn_options(choice, bea, TODAY)]
    url, choice_id = f"/processes/plan/choices/{choice.id}", choice.id
    assert "The order is drawn" in browser.get(url).text("[aria-labelledby=options-listed]")
    page = browser.sign_in(bea).get(url)
    assert "The order is drawn: yours alone" in page.text("#options")
    assert read(page) == mine

    wrong = browser.post(f"{url}/ballot", options=mine[:3])
    browser.post(f"{url}/ballot", options=mine[-1:])

    assert read(wrong) == read(browser.get(url)) == mine
    with db.transaction():
        db.session.get_one(Choice, choice_id).closes_at = now()
    assert "The order is drawn" not in browser.get(url).text("main")
