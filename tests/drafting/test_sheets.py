"""What curators and planners do with sheets at their desk."""

import pytest
from sqlalchemy import select

from consult.kernel.db import db
from consult.projects import (
    CandidateProject,
    Origin,
    origins_of,
)
from tests.makers import a_municipality, a_theme, an_idea, the_cycle
from tests.projects.worlds import (
    DESK,
    a_node,
    a_platform,
    a_project,
    a_public_idea,
    typed,
)


def test_the_desk_is_for_who_drafts(browser, another_browser, ada, elena, process):
    assert browser.get(DESK).location.startswith("/sign-in")
    refused = another_browser.sign_in(ada).get(DESK)
    assert refused.status == 403
    assert "Only the curators and the planners" in refused.text("main")

    assert "No project has been drafted yet" in browser.sign_in(elena).get(DESK).text("main")


def test_the_desk_lists_drafts_too(browser, dario, process):
    a_project(dario, process)

    assert "Draft" in browser.sign_in(dario).get(DESK).text(".rows")


def test_a_node_leads_to_a_sheet_filled_with_what_it_says(browser, ada, dario, process):
    node = a_node(dario, process, a_public_idea(ada, process))
    first = the_cycle().languages[0]
    desk = browser.sign_in(dario).get(f"/processes/plan/desk/idea-map/nodes/{node.id}")
    assert f"{DESK}/new?node={node.id}" in desk.html

    page = browser.get(f"{DESK}/new?node={node.id}")
    assert page.value(f"title_{first}") == "Buses at night"
    assert page.value(f"problem_{first}") == "They agree."
    assert "1 voice comes along" in page.text(".notice")
    answer = browser.post(DESK, **typed())

    assert answer.status == 303
    project = db.session.scalars(select(CandidateProject)).one()
    assert [origin.node_id for origin in origins_of(project)] == [node.id]
    assert "Make it a candidate" in browser.follow(answer.location).text(".pane--side")


@pytest.mark.parametrize("node", ["", "0", "9" * 30, "none"])
def test_a_sheet_can_begin_from_no_node(browser, dario, process, node):
    browser.sign_in(dario).get(f"{DESK}/new")

    assert browser.post(DESK, **typed(node=node)).status == 303
    assert db.session.scalars(select(Origin)).all() == []


def test_a_node_that_is_not_there_is_passed_over(browser, dario, process):
    assert browser.sign_in(dario).get(f"{DESK}/new?node=123456").status == 200


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"platform": ""}, "platform"),
        ({"platform": "utopia"}, "platform"),
        ({"title": ""}, "title"),
    ],
)
def test_a_sheet_with_a_fault_comes_back_whole(browser, dario, process, fault, field):
    first = the_cycle().languages[0]
    browser.sign_in(dario).get(f"{DESK}/new")
    name = f"title_{first}" if field == "title" else field

    page = browser.post(DESK, **typed(**fault))

    assert page.status == 422
    assert page.has(f"#{name}-error")
    assert page.value(f"problem_{first}") == "Its problem."


def test_the_main_platform_cannot_be_another_one_too(browser, dario, process):
    browser.sign_in(dario).get(f"{DESK}/new")

    page = browser.post(DESK, **typed(others=a_platform().code))

    assert page.status == 422
    assert "main platform is not one of the others" in page.text("main")


def test_a_sheet_is_changed(browser, dario, process):
    a_project(dario, process)
    page = browser.sign_in(dario).get(f"{DESK}/PC-01/edit")
    assert page.value("platform") == a_platform().code

    answer = browser.post(f"{DESK}/PC-01", **typed("One fare"))

    assert answer.status == 303
    assert "One fare" in browser.follow(answer.location).text("main")


def test_a_changed_sheet_needs_a_title_too(browser, dario, process):
    a_project(dario, process)
    browser.sign_in(dario).get(f"{DESK}/PC-01/edit")

    assert browser.post(f"{DESK}/PC-01", **typed("")).status == 422


def test_the_second_of_two_editors_reads_what_differs_and_loses_nothing(
    browser, another_browser, dario, elena, process
):
    first = the_cycle().languages[0]
    a_project(dario, process)
    browser.sign_in(dario).get(f"{DESK}/PC-01/edit")
    another_browser.sign_in(elena).get(f"{DESK}/PC-01/edit")
    browser.post(f"{DESK}/PC-01", **typed("One fare"))

    page = another_browser.post(f"{DESK}/PC-01", **typed("One price"))

    assert page.status == 409
    assert page.value(f"title_{first}") == "One price"
    assert "Meanwhile it says: «One fare»" in page.text(f"#title_{first}-error")
    again = page.form_to(f"{DESK}/PC-01")
    assert another_browser.send(f"{DESK}/PC-01", data=again).status == 303


def test_voices_are_chosen_and_a_sheet_begins_in_their_words(browser, ada, dario, process):
    idea = a_public_idea(ada, process, "A ticket for students")
    code, chosen_id = idea.code, idea.id
    an_idea(ada, process, title="A canary that waits")
    page = browser.sign_in(dario).get(f"{DESK}/voices?q=students")
    assert "A ticket for students" in page.text("main")
    assert "canary" not in browser.get(f"{DESK}/voices").html
    assert "No public voice holds" in browser.get(f"{DESK}/voices?q=zeppelin").text("main")

    page = browser.get(f"{DESK}/new?voice={code}&voice=FORGED1")
    assert "1 chosen voice comes along" in page.text(".notice")
    assert a_municipality().name in page.value("municipalities")
    answer = browser.post(DESK, **typed())

    assert answer.status == 303
    assert db.session.scalars(select(Origin)).one().contribution_id == chosen_id


def test_a_whole_sheet_is_typed_without_scripts(browser, dario, process):
    first = the_cycle().languages[0]
    browser.sign_in(dario).get(f"{DESK}/new")
    rows = {
        "partners-0-name": "The region",
        f"partners-0-words_{first}": "A law on fares",
        "partners-0-standing": "talking",
        f"sources-1-words_{first}": "A fund",
        "sources-1-amount": "2.400.000 \u20ac",
        f"indicators-0-words_{first}": "Trips with one ticket",
        "indicators-0-unit": "%",
        "indicators-0-target": "100",
        "band": "under-10m",
        "kind": "convention",
        "municipalities": a_municipality().name,
    }

    answer = browser.post(DESK, **typed(**rows))

    page = browser.follow(answer.location)
    assert "from 1 to 10 million euros" in page.text("main")
    assert "Convention between bodies" in page.text("main")
    for words in ("The region", "in talks", "2,400,000", "100 %"):
        assert words in page.text("main")
    page = browser.get(f"{DESK}/PC-01/edit")
    assert page.value("sources-0-amount") == "2400000"
    assert page.value("municipalities").strip() == a_municipality().name


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"municipalities": "Atlantis"}, "No municipality is called"),
        ({"sources-0-amount": "a lot"}, "Row 1: Write the amount in whole euros"),
        ({"sources-0-amount": "9" * 20}, "Row 1: This amount is too large"),
    ],
)
def test_what_cannot_be_is_said_beside_it(browser, dario, process, fault, words):
    browser.sign_in(dario).get(f"{DESK}/new")

    page = browser.post(DESK, **typed(**fault))

    assert page.status == 422
    assert words in page.text("main")


def test_the_second_editor_sees_word_by_word_what_differs(
    browser, another_browser, dario, elena, process
):
    first = the_cycle().languages[0]
    a_project(dario, process)
    browser.sign_in(dario).get(f"{DESK}/PC-01/edit")
    another_browser.sign_in(elena).get(f"{DESK}/PC-01/edit")
    browser.post(f"{DESK}/PC-01", **typed("One fare for all"))

    page = another_browser.post(
        f"{DESK}/PC-01",
        **typed("One price for all"),
        **{"partners-0-name": "The region", "band": "over-10m"},
    )

    assert page.status == 409
    assert "<del>fare</del><ins>price</ins>" in page.html
    assert "The region" in page.text(".differing")
    assert "over 10 million" in page.text(".differing")
    assert page.value(f"title_{first}") == "One price for all"


def test_the_platform_of_voices_on_the_same_theme_is_suggested_and_chosen(
    browser, ada, dario, process
):
    theme, other = a_theme(), a_theme(1)
    ideas = [a_public_idea(ada, process, f"On it {n}", theme=theme) for n in range(3)]
    away = a_public_idea(ada, process, "Away", theme=other)
    a_project(dario, process, *ideas[:2], title="One ticket for all")
    same, apart = (a_node(dario, process, one) for one in (ideas[2], away))
    browser.sign_in(dario)

    page = browser.get(f"{DESK}/new?node={same.id}")

    assert "2 voices on the same themes went to it, like in «One ticket for all»." in page.text(
        ".platform-hint"
    )
    [link] = page.soup.select(".platform-hint a")
    assert link["data-key"] == "1"
    page = browser.get(link["href"])
    assert page.value("platform") == a_platform().code
    assert "It is chosen below" in page.text(".platform-hint")
    assert not browser.get(f"{DESK}/new?node={apart.id}").has(".platform-hint")
    assert browser.get(f"{DESK}/new?node={same.id}&platform=atlantis").value("platform") == ""
