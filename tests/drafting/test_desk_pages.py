"""What curators and planners do at the projects' desk."""

import pytest
from sqlalchemy import select

from consult.contributions import hide
from consult.kernel.db import db
from consult.projects import (
    CandidateProject,
    Origin,
    Section,
    State,
    make_candidate,
    origins_of,
)
from tests.makers import an_idea, the_cycle
from tests.projects.worlds import (
    a_node,
    a_platform,
    a_project,
    a_public_idea,
)

DESK = "/processes/plan/desk/projects"
NAMES = ("title", "problem", "objective", "actions", "promoter")


def typed(title="One ticket", **others):
    """What is typed into a sheet's form, in every language of the plan."""
    first, *rest = the_cycle().languages
    given = {f"{name}_{first}": f"Its {name}." for name in NAMES} | {f"title_{first}": title}
    given |= {f"{name}_{code}": "" for name in NAMES for code in rest}
    return given | {"platform": a_platform().code} | others


def a_candidate(dario, process, *ideas):
    project = a_project(dario, process, *ideas)
    make_candidate(dario, process, project)
    return project


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


def test_a_draft_becomes_a_candidate_by_one_button(browser, ada, dario, process):
    a_project(dario, process, a_public_idea(ada, process))
    browser.sign_in(dario).get(f"{DESK}/PC-01")

    answer = browser.post(f"{DESK}/PC-01/candidacy")

    assert answer.status == 303
    page = browser.follow(answer.location)
    assert "Candidate project" in page.text(".pane--side")
    assert not page.has(f'form[action="{DESK}/PC-01/candidacy"]')


def test_what_a_draft_lacks_is_said_beside_the_button(browser, dario, process):
    a_project(dario, process)
    page = browser.sign_in(dario).get(f"{DESK}/PC-01")

    assert "at least one voice" in page.text(".pane--side")
    assert "No voice is at its origin yet" in page.text("main")


def test_a_candidate_is_set_aside_with_a_reason(browser, ada, dario, process):
    a_candidate(dario, process, a_public_idea(ada, process))
    browser.sign_in(dario).get(f"{DESK}/PC-01")

    page = browser.post(f"{DESK}/PC-01/setting-aside", reason=" ")
    assert page.status == 422
    assert "Say why" in page.text("#reason-error")
    browser.get(f"{DESK}/PC-01")
    answer = browser.post(f"{DESK}/PC-01/setting-aside", reason="The region decides it.")

    assert answer.status == 303
    assert "The region decides it." in browser.follow(answer.location).text(".pane--side")


def test_a_voice_is_linked_by_its_code(browser, ada, dario, process):
    a_project(dario, process)
    idea = a_public_idea(ada, process)
    browser.sign_in(dario).get(f"{DESK}/PC-01/origins/new?code={idea.code}")

    answer = browser.post(
        f"{DESK}/PC-01/origins", section="objective", part="a single ticket", note=""
    )

    assert answer.status == 303
    origin = db.session.scalars(select(Origin)).one()
    assert (origin.section, origin.part) == (Section.OBJECTIVE, "a single ticket")


def test_a_code_that_nobody_has_or_that_is_there_is_refused_beside_it(browser, ada, dario, process):
    idea = a_public_idea(ada, process)
    a_project(dario, process, idea)
    browser.sign_in(dario)
    said = {"section": "problem", "part": "", "note": ""}

    for code, words in (
        ("ABCDEFG", "No contribution has this code"),
        ("no code", "No contribution has this code"),
        (idea.code, "origin of this project already"),
        ("", "Write the contribution's code"),
    ):
        browser.get(f"{DESK}/PC-01/origins/new")
        page = browser.post(f"{DESK}/PC-01/origins", code=code, **said)
        assert page.status == 422
        assert words in page.text("#code-error")


def test_what_waits_is_not_linked(browser, ada, dario, process):
    a_project(dario, process)
    idea = an_idea(ada, process)
    browser.sign_in(dario).get(f"{DESK}/PC-01/origins/new?code={idea.code}")

    page = browser.post(f"{DESK}/PC-01/origins", section="problem", part="", note="")

    assert page.status == 403


def test_what_a_voice_gave_is_said(browser, ada, dario, process):
    project = a_project(dario, process, a_public_idea(ada, process, "Three of them"))
    origin = origins_of(project)[0]
    address = f"{DESK}/PC-01/origins/{origin.id}"
    page = browser.sign_in(dario).get(f"{address}/edit")
    assert "Three of them" in page.text("blockquote")

    answer = browser.post(address, part="three tickets", note="The family fare.")

    assert answer.status == 303
    page = browser.follow(answer.location)
    assert "Kept: «three tickets»" in page.text("main")
    assert "The family fare." in page.text("main")


def test_two_who_say_what_a_voice_gave_lose_nothing(
    browser, another_browser, ada, dario, elena, process
):
    project = a_project(dario, process, a_public_idea(ada, process))
    address = f"{DESK}/PC-01/origins/{origins_of(project)[0].id}"
    browser.sign_in(dario).get(f"{address}/edit")
    another_browser.sign_in(elena).get(f"{address}/edit")
    browser.post(address, part="three tickets", note="")

    page = another_browser.post(address, part="one trip", note="", version="2x")
    assert page.status == 409
    assert "three tickets" in page.text(".notice--attention")
    assert page.value("part") == "one trip"
    again = page.form_to(address)

    assert another_browser.send(address, data=again).status == 303


def test_too_long_a_part_comes_back(browser, ada, dario, process):
    project = a_project(dario, process, a_public_idea(ada, process))
    address = f"{DESK}/PC-01/origins/{origins_of(project)[0].id}"
    browser.sign_in(dario).get(f"{address}/edit")

    assert browser.post(address, part="x" * 3001, note="").status == 422


def test_a_voice_is_taken_off(browser, ada, dario, process):
    project = a_project(dario, process, a_public_idea(ada, process))
    origin = origins_of(project)[0]
    browser.sign_in(dario).get(f"{DESK}/PC-01")

    answer = browser.post(f"{DESK}/PC-01/origins/{origin.id}/delete")

    assert answer.status == 303
    assert "No voice is at its origin yet" in browser.follow(answer.location).text("main")
    assert browser.get(f"{DESK}/PC-01/origins/{origin.id}/edit").status == 404


def test_staff_see_that_a_voice_at_the_origin_is_hidden(browser, ada, dario, process):
    idea = a_public_idea(ada, process)
    project = a_project(dario, process, idea)
    hide(idea)

    page = browser.sign_in(dario).get(f"{DESK}/PC-01")

    assert "Hidden: not shown" in page.text("main")
    assert project.state is State.DRAFT
