"""What people read of projects."""

from consult.contributions import hide
from consult.kernel.db import db
from consult.processes import State as ProcessState
from consult.projects import (
    CandidateProject,
    add_origin,
    make_candidate,
    set_aside,
)
from consult.projects.drafts import OriginDraft
from consult.territory import today, zone_of
from tests.makers import a_municipality, a_person, a_process
from tests.projects.worlds import (
    PAGES,
    a_candidate,
    a_platform,
    a_project,
    a_public_idea,
    say_what_it_gave,
)


def test_before_any_candidate_the_list_says_where_they_are_born(browser, dario, process):
    a_project(dario, process, title="A secret project")

    page = browser.get(PAGES)

    assert "No project is a candidate yet" in page.text("main")
    assert "secret" not in page.html


def test_candidates_are_listed_with_their_platform(browser, ada, dario, process):
    a_candidate(dario, process, a_public_idea(ada, process))

    page = browser.get(PAGES)

    assert "One ticket" in page.text(".rows")
    assert "from 1 zone of" in page.text(".rows")
    assert "Candidate project" in page.text(".rows")


def test_a_sheet_shows_each_part_with_the_voices_it_was_born_from(browser, ada, dario, process):
    project = a_project(dario, process, a_public_idea(ada, process, "Three of them is too many"))
    say_what_it_gave(dario, process, project, "three tickets", "The family fare: a law sets it.")
    make_candidate(dario, process, project)

    page = browser.get(f"{PAGES}/PC-01")

    assert page.text("h1") == "One ticket"
    assert page.text(".born") == "three tickets 1"
    assert "«three tickets»" in page.text("#origin-1")
    assert "Written by the offices" in page.text(".project-part--offices")
    assert "The family fare" in page.text(".left-out")
    assert zone_of(a_municipality(), today()).name in page.text(".zones-heard")
    assert "Candidate project" in page.text(".filo--acts")
    assert "Node of the idea map" in page.text(".filo--acts")
    assert page.text(".print-only .qr__address") == f"http://127.0.0.1:8000{PAGES}/PC-01"


def test_thread_is_read_both_ways(browser, ada, dario, process):
    idea = a_public_idea(ada, process)
    a_candidate(dario, process, idea)

    sheet = browser.get(f"{PAGES}/PC-01")
    assert f"/processes/plan/ideas/{idea.code}" in sheet.html
    thread = browser.get(f"/processes/plan/ideas/{idea.code}")

    assert f"{PAGES}/PC-01" in thread.html
    assert "At the origin of the project" in thread.text("main")


def test_what_is_hidden_leaves_no_word_on_the_sheet(browser, ada, dario, process):
    idea = a_public_idea(ada, process, "An unmistakable canary")
    other = a_public_idea(a_person("Bea"), process, "Another voice")
    project = a_project(dario, process, idea, other)
    say_what_it_gave(dario, process, project, "a canary in part", "a canary in a note")
    make_candidate(dario, process, project)
    hide(idea)

    for address in (PAGES, f"{PAGES}/PC-01", f"/platforms/{a_platform().code}"):
        assert "canary" not in browser.get(address).html
    assert "1 voice." in browser.get(f"{PAGES}/PC-01").text("main")
    assert "1 voice that is no longer public" in browser.get(f"{PAGES}/PC-01").text("main")


def test_a_draft_is_a_missing_page_to_others(browser, another_browser, ada, dario, process):
    a_project(dario, process, a_public_idea(ada, process))

    draft, missing = (browser.get(f"{PAGES}/{code}") for code in ("PC-01", "PC-99"))

    assert draft.status == missing.status == 404
    assert draft.text("main p") == missing.text("main p")
    assert another_browser.sign_in(ada).get(f"{PAGES}/PC-01").status == 404
    own = browser.sign_in(dario).get(f"{PAGES}/PC-01")
    assert "only the staff can read this page" in own.text("main")


def test_an_address_in_small_letters_leads_to_the_sheet(browser, ada, dario, process):
    a_candidate(dario, process, a_public_idea(ada, process))

    assert browser.get(f"{PAGES}/pc-01").location.endswith("/PC-01")


def test_a_sheet_set_aside_says_why(browser, ada, dario, process):
    project = a_candidate(dario, process, a_public_idea(ada, process))
    set_aside(dario, process, project, "The region decides it.")

    page = browser.get(f"{PAGES}/PC-01")

    assert "This project was set aside" in page.text("main")
    assert "The region decides it." in page.text(".notice")
    assert "Set aside" in browser.get(PAGES).text(".rows")


def test_the_projects_of_a_draft_are_missing_pages(browser, process):
    a_process("secret", state=ProcessState.DRAFT)

    assert browser.get("/processes/secret/projects").status == 404


def test_platforms_show_their_projects(browser, ada, dario, process):
    a_candidate(dario, process, a_public_idea(ada, process))

    page = browser.get(f"/platforms/{a_platform().code}")

    assert "One ticket" in page.text("main")
    assert "1 candidate project" in page.text(".numbers")


def test_a_sheet_asks_the_database_a_fixed_number_of_times(
    browser, ada, dario, process, count_queries
):
    project = a_candidate(dario, process, a_public_idea(ada, process))
    browser.get(f"{PAGES}/PC-01")
    browser.get(PAGES)
    with count_queries() as few:
        browser.get(f"{PAGES}/PC-01")
    with count_queries() as few_on_list:
        browser.get(PAGES)
    for number in range(9):
        idea = a_public_idea(a_person(f"Person {number}"), process, f"Voice {number}")
        held = db.session.get_one(CandidateProject, project.id)
        add_origin(dario, process, held, idea, OriginDraft())
        a_candidate(dario, process, a_public_idea(ada, process))
    db.session.flush()
    with count_queries() as many:
        browser.get(f"{PAGES}/PC-01")
    with count_queries() as many_on_list:
        browser.get(PAGES)

    assert len(many) == len(few)
    assert len(many_on_list) == len(few_on_list)
