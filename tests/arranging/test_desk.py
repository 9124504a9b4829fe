"""The planners' desk: arranging a vote, changing it until somebody votes, withdrawing it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from consult.accounts import Tie
from consult.ideamap import NodeDraft, create_node
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.i18n import text
from consult.processes import Process
from consult.voting import Choice, cast_ballot, choices_in
from tests.makers import a_person, in_every_language, the_cycle
from tests.voting.makers import a_choice, let_vote

DESK = "/processes/plan/desk/choices"


@pytest.fixture
def nodes(dario, process):
    """Three nodes of the map, by their names in the form; one may vote on them for ages."""
    made = [
        create_node(dario, process, NodeDraft(title=in_every_language(title), summary={}))
        for title in ("Night trams", "Bus lanes", "Bike racks")
    ]
    let_vote(process, datetime(2020, 1, 1, tzinfo=UTC), datetime(2999, 3, 20, 18, tzinfo=UTC))
    return [f"node-{node.id}" for node in made]


def typed(nodes, **others):
    given = {f"title_{code}": "What comes first?" for code in the_cycle().languages}
    given |= {f"note_{code}": "The council decides.\nIn May." for code in the_cycle().languages}
    given |= {"options": nodes, "most": "2", "electorate": "residents"}
    given |= {"opens_at": "2999-03-01T09:00", "closes_at": "2999-03-20T18:00"}
    return given | others


def the_choice():
    (choice,) = choices_in(db.session.get_one(Process, 1))
    return choice


def test_a_planner_arranges_a_vote_over_nodes(browser, elena, nodes):
    page = browser.sign_in(elena).get("/processes/plan/desk/projects")
    assert page.links()["Votes"] == DESK
    assert "No vote has been arranged yet" in browser.get(DESK).text("main")
    browser.get(f"{DESK}/new")

    answer = browser.post(DESK, **typed(nodes))

    choice = the_choice()
    assert answer.location == f"{DESK}/{choice.id}"
    assert [text(option.title) for option in choice.options] == [
        "Night trams",
        "Bus lanes",
        "Bike racks",
    ]
    zone = db.session.get_one(Process, 1).time_zone
    assert choice.opens_at.astimezone(zone).isoformat().startswith("2999-03-01T09:00")
    page = browser.get(f"{DESK}/{choice.id}")
    assert "Voting opens on 1 March 2999, 9:00." in page.text("main")
    assert page.links()["Night trams"] == "/processes/plan/idea-map/nodes/1"
    titles, notes = page.soup.select_one(".facts").select("dd")[:2]
    assert [one["lang"] for one in titles.select("span")] == list(choice.title)
    assert [one["lang"] for one in notes.select("div")] == list(choice.note)


@pytest.mark.parametrize(
    ("wrong", "beside", "why"),
    [
        ({"options": ["node-1"]}, "#options-error", "two options"),
        ({"options": ["node-1", "node-999"]}, "#options-error", ""),
        ({"most": "3"}, "#most-error", "more options"),
        ({"most": "many"}, "#most-error", ""),
        ({"most": "0"}, "#most-error", "from 1"),
        ({"closes_at": "2999-02-01T09:00"}, "#closes_at-error", "after it opens"),
        ({"opens_at": ""}, "#opens_at-error", "day and a time"),
        ({"closes_at": "3000-03-01T09:00"}, "#opens_at-error", "a phase that opens votes"),
        ({"electorate": "martians"}, "#electorate-error", ""),
    ],
)
def test_rules_that_make_no_sense_come_back_beside_their_field(
    browser, elena, nodes, wrong, beside, why
):
    browser.sign_in(elena).get(f"{DESK}/new")

    page = browser.post(DESK, **typed(nodes, **wrong))

    assert page.status == 422
    assert why in page.text(beside)
    language = the_cycle().languages[0]
    assert page.value(f"title_{language}") == "What comes first?"
    assert "The council decides." in page.value(f"note_{language}")


def test_the_rules_change_until_somebody_votes(browser, elena, process, nodes):
    browser.sign_in(elena).get(f"{DESK}/new")
    browser.post(DESK, **typed(nodes))
    choice_id = the_choice().id
    page = browser.get(f"{DESK}/{choice_id}/edit")
    assert len(page.soup.select("#options input[checked]")) == 3

    browser.post(f"{DESK}/{choice_id}", **typed(nodes[:2], most="1", opens_at="2020-01-01T09:00"))

    assert "Saved" in browser.get(f"{DESK}/{choice_id}").text(".flashes")
    choice = db.session.get_one(Choice, choice_id)
    assert (choice.most, len(choice.options), choice.version) == (1, 2, 2)
    page = browser.get(f"{DESK}/{choice_id}/edit")
    fields = page.form_to(f"{DESK}/{choice_id}")
    voter, option_id = a_person("Voter", tie=Tie.LIVES), choice.options[0].id
    cast_ballot(voter, db.session.get_one(Choice, choice_id), [option_id])
    changed = fields | {"options": nodes[:2], "most": "1", f"title_{_first()}": "Another title"}
    page = browser.send(f"{DESK}/{choice_id}", data=changed)
    assert page.status == 403
    assert "Somebody has voted already" in page.text(".error-summary")
    assert page.value(f"title_{_first()}") == "Another title"
    assert text(db.session.get_one(Choice, choice_id).title) == "What comes first?"
    assert "Somebody has voted already" in browser.get(f"{DESK}/{choice_id}/edit").text(".notice")
    assert "Somebody has voted already" in browser.get(f"{DESK}/{choice_id}").text("main")


def _first():
    return the_cycle().languages[0]


def test_the_second_of_two_planners_sees_what_is_saved(browser, elena, nodes):
    browser.sign_in(elena).get(f"{DESK}/new")
    browser.post(DESK, **typed(nodes))
    choice_id = the_choice().id
    page = browser.get(f"{DESK}/{choice_id}/edit")
    old = page.form_to(f"{DESK}/{choice_id}") | {"options": nodes}
    browser.send(f"{DESK}/{choice_id}", data=old | {f"title_{_first()}": "The first"})

    page = browser.send(f"{DESK}/{choice_id}", data=old | {f"title_{_first()}": "The second"})

    assert page.status == 409
    assert "The first" in page.text("[aria-labelledby=saved]")
    assert page.value(f"title_{_first()}") == "The second"


def test_a_vote_is_withdrawn_with_a_reason(browser, elena, process):
    choice_id = a_choice(elena, process, opens_at=now() + timedelta(hours=1)).id
    browser.sign_in(elena).get(f"{DESK}/{choice_id}")

    assert browser.post(f"{DESK}/{choice_id}/withdrawal", because="").status == 422
    fields = browser.page.form_to(f"{DESK}/{choice_id}/withdrawal") | {"because": "In spring."}
    for _press in range(2):
        assert browser.send(f"{DESK}/{choice_id}/withdrawal", data=fields).status == 303

    page = browser.get(f"{DESK}/{choice_id}")
    assert "In spring." in page.text("main .notice")
    assert page.form_to(f"{DESK}/{choice_id}/withdrawal") is None
    assert "Change the rules" not in page.links()


def test_only_planners_open_the_desk(browser, another_browser, dario, process, nodes):
    assert browser.sign_in(dario).get(DESK).status == 403
    assert another_browser.sign_in(a_person("Gina")).get(f"{DESK}/new").status == 403
    assert "Votes" not in browser.get("/processes/plan/desk/questions").links()
