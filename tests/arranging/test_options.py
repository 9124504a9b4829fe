"""What stands behind an option: nodes and projects offered, shown, and no longer to be chosen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consult.ideamap import join_node, nodes_in
from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.projects import set_aside
from consult.voting import (
    Choice,
    OptionDraft,
    cast_ballot,
    option_urls,
    options_gone,
    outcomes_of,
    votables,
)
from consult.voting.commands import UnsoundBallotError
from tests.makers import a_person
from tests.projects.worlds import a_candidate, a_node, a_project, a_public_idea
from tests.voting.makers import a_choice


@pytest.fixture
def projects(ada, dario, process):
    """A candidate and a draft, each from a node of its own."""
    candidate = a_candidate(dario, process, a_public_idea(ada, process))
    return candidate, a_project(dario, process, a_public_idea(ada, process), title="A draft")


@pytest.fixture
def choice(elena, process, projects):
    """An open vote over all that is offered: a candidate project and two nodes."""
    offered = votables.fill([process])[process.id]
    options = [OptionDraft(one.title, one.kind, one.id) for one in offered]
    return a_choice(elena, process, options=options, most=2)


def test_nodes_and_projects_under_way_are_offered(process, projects, choice):
    nodes = [("node", node.id) for node in nodes_in(process)]

    assert [(one.thing_kind, one.thing_id) for one in choice.options] == [
        *nodes,
        ("project", projects[0].id),
    ]


def test_nobody_votes_for_what_was_set_aside_or_joined_since(
    ada, dario, process, projects, choice, app
):
    first, second, project = choice.options
    before = cast_ballot(ada, choice, [project.id])
    set_aside(dario, process, projects[0], "No money was found.")
    nodes = nodes_in(process)
    join_node(dario, process, nodes[0], nodes[1], "They say the same.")

    gone = options_gone.fill(choice.options)
    assert [bool(gone[option.id]) for option in choice.options] == [True, False, True]
    for option in (first, project):
        with pytest.raises(UnsoundBallotError, match="can no longer be chosen"):
            cast_ballot(a_person(f"Voter {option.id}"), choice, [option.id])
    assert cast_ballot(a_person("Voter"), choice, [second.id]) is not before
    with app.test_request_context():
        assert all(option_urls.fill(choice.options).values())


def test_the_page_of_a_vote_says_what_can_no_longer_be_chosen(
    browser, dario, process, projects, choice
):
    set_aside(dario, process, projects[0], "No money was found.")

    page = browser.sign_in(a_person("Bea")).get(f"/processes/plan/choices/{choice.id}")

    assert len(page.soup.select("input[type=checkbox]")) == 2
    assert "It can no longer be chosen. It was set aside." in page.text("main")


def test_how_a_node_and_a_project_fared_is_told_after_closing_only(
    browser, process, projects, choice
):
    node_id, code, choice_id = choice.options[0].thing_id, projects[0].code, choice.id
    for number in range(11):
        cast_ballot(a_person(f"P {number}"), choice, [choice.options[0].id])
    pages = [
        f"/processes/plan/idea-map/nodes/{node_id}",
        f"/processes/plan/projects/{code}",
        "/processes/plan/idea-map",
    ]
    assert outcomes_of("node", [node_id], choice.closes_at - timedelta(seconds=1)) == {node_id: []}
    for path in pages:
        assert "chosen by" not in browser.get(path).text("main").lower()

    closed = db.session.get_one(Choice, choice_id).closes_at
    set_clock(offset=closed - now() + timedelta(minutes=2))

    told = [browser.get(path).text("main") for path in pages]
    assert "Chosen by 11, of 11 who voted." in told[0]
    assert "Chosen by fewer than 10, of 11 who voted." in told[1]
    assert "Chosen by 11 in a vote" in told[2]


def test_a_closed_node_page_asks_no_more_for_more_votes(
    browser, count_queries, dario, elena, process
):
    node_id = a_node(dario, process, title="Night trams").id
    other = a_node(dario, process, title="Bike racks")
    options = [OptionDraft(one.title, "node", one.id) for one in nodes_in(process)]
    seen = []
    for number in range(3):
        choice = a_choice(elena, process, options=options, most=1)
        cast_ballot(a_person(f"V {number}"), choice, [choice.options[0].id])
        choice.closes_at = now() - timedelta(seconds=1)
        db.session.flush()
        with count_queries() as queries:
            browser.get(f"/processes/plan/idea-map/nodes/{node_id}")
        seen.append(len(queries))

    assert other.id != node_id
    assert len(set(seen)) == 1
