"""What curators say at their desk of the voices that a project comes from."""

from sqlalchemy import select

from consult.contributions import hide
from consult.kernel.db import db
from consult.projects import (
    Origin,
    Section,
    State,
    origins_of,
)
from tests.makers import an_idea
from tests.projects.worlds import (
    DESK,
    a_project,
    a_public_idea,
)


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


def test_words_that_nobody_said_come_back_beside_their_field(browser, ada, dario, process):
    project = a_project(dario, process, a_public_idea(ada, process))
    address = f"{DESK}/PC-01/origins/{origins_of(project)[0].id}"
    browser.sign_in(dario).get(f"{address}/edit")

    page = browser.post(address, part="free buses for all", note="")

    assert page.status == 422
    assert "not in the contribution" in page.text("#part-error")
