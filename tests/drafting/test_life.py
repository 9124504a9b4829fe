"""The steps of a project's life, as they are taken at the desk."""

from tests.projects.worlds import (
    DESK,
    a_candidate,
    a_project,
    a_public_idea,
)


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


def test_a_planner_accepts_and_takes_it_back(browser, ada, dario, elena, process):
    a_candidate(dario, process, a_public_idea(ada, process))
    browser.sign_in(elena).get(f"{DESK}/PC-01")

    page = browser.follow(browser.post(f"{DESK}/PC-01/acceptance", note="Resolution 41.").location)
    assert "Resolution 41." in page.text(".pane--side")
    page = browser.post(f"{DESK}/PC-01/reopening", back=" ")
    assert page.status == 422
    assert page.has("#back-error")
    browser.get(f"{DESK}/PC-01")
    page = browser.follow(browser.post(f"{DESK}/PC-01/reopening", back="A slip.").location)

    assert "A slip." in page.text(".pane--side")


def test_a_curator_reads_why_the_button_to_accept_is_off(browser, ada, dario, process):
    a_candidate(dario, process, a_public_idea(ada, process))

    assert "Only the planners" in browser.sign_in(dario).get(f"{DESK}/PC-01").text(".pane--side")


def test_a_project_is_joined_into_another(browser, ada, dario, process):
    a_candidate(dario, process, a_public_idea(ada, process))
    a_candidate(dario, process, a_public_idea(ada, process, "Another voice"))
    browser.sign_in(dario).get(f"{DESK}/PC-01")
    assert browser.post(f"{DESK}/PC-01/joining", into="", why="Together.").status == 422
    browser.get(f"{DESK}/PC-01")
    assert browser.post(f"{DESK}/PC-01/joining", into="PC-02", why=" ").status == 422
    browser.get(f"{DESK}/PC-01")

    page = browser.follow(
        browser.post(f"{DESK}/PC-01/joining", into="PC-02", why="Alike.").location
    )

    assert "It goes on in" in page.text(".pane--side")
    assert not page.has(f'form[action="{DESK}/PC-01/joining"]')
