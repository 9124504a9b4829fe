"""The list of projects with its filters, the pages of platforms, and sheets that moved on."""

import pytest
from werkzeug.datastructures import MultiDict

from consult.contributions import hide
from consult.kernel.db import db
from consult.projects import (
    CandidateProject,
    OriginDraft,
    accept,
    add_origin,
    edit_project,
    join_into,
    origins_of,
)
from consult.projects.filters import PUBLIC, listed, read_filters
from consult.taxonomy import territory_of
from consult.territory import places_of, today, zone_of, zones_of
from tests.makers import a_municipality, a_person, a_theme, in_every_language
from tests.projects.worlds import (
    PAGES,
    a_candidate,
    a_draft,
    a_platform,
    a_project,
    a_public_idea,
    say_what_it_gave,
)


def shown(page):
    return page.text(".rows") if page.has(".rows") else ""


@pytest.fixture
def two(ada, dario, elena, process):
    """Two projects that differ in all that can be asked for."""
    zone = zone_of(a_municipality(), today())
    a_candidate(
        dario,
        process,
        a_public_idea(ada, process),
        title="Zeppelins",
        zone_ids=frozenset({zone.id}),
        theme_ids=frozenset({a_theme(1).id}),
    )
    other = a_candidate(dario, process, a_public_idea(ada, process, "A voice"), title="Ferries")
    accept(elena, process, other)
    return zone


def test_the_list_is_narrowed_by_its_address(browser, two):
    for query, found, left in (
        ("state=accepted", "Ferries", "Zeppelins"),
        ("state=candidate", "Zeppelins", "Ferries"),
        (f"theme={a_theme(1).code}", "Zeppelins", "Ferries"),
        (f"zone={two.code}", "Zeppelins", "Ferries"),
        ("q=ferries", "Ferries", "Zeppelins"),
    ):
        page = browser.get(f"{PAGES}?{query}")
        assert found in shown(page), query
        assert left not in shown(page), query
        assert page.has(".filter-chip")
    both = browser.get(f"{PAGES}?platform={a_platform().code}&state=accepted&state=candidate")
    assert "Ferries" in shown(both)
    assert "Zeppelins" in shown(both)


def test_a_project_for_a_municipality_is_found_in_its_zone(browser, ada, dario, process):
    place = a_municipality()
    a_candidate(dario, process, a_public_idea(ada, process), municipality_ids=frozenset({place.id}))
    zones = zones_of(territory_of(process.cycle))
    other = next(one for one in zones if place.id not in places_of([one], today())[one.id])

    assert "One ticket" in shown(browser.get(f"{PAGES}?zone={zone_of(place, today()).code}"))
    assert "No project matches" in browser.get(f"{PAGES}?zone={other.code}").text("main")


def test_words_that_were_changed_are_found_anew(browser, dario, process, two):
    project = db.session.query(CandidateProject).filter_by(code="PC-01").one()
    edit_project(dario, process, project, a_draft("Gondolas"), version=project.version)

    assert "Gondolas" in shown(browser.get(f"{PAGES}?q=gondolas"))
    assert shown(browser.get(f"{PAGES}?q=zeppelins")) == ""


@pytest.mark.parametrize(
    "query", ["state=draft", "zone=XX", "theme=none", "platform=x", "sort=new"]
)
def test_a_filter_that_there_is_not_is_a_bad_request(browser, process, query):
    assert browser.get(f"{PAGES}?{query}").status == 400


def test_a_draft_is_found_by_no_filter(browser, ada, dario, process):
    a_project(dario, process, a_public_idea(ada, process), title="A secret canary")

    for query in ("", "?q=canary", f"?platform={a_platform().code}"):
        assert "secret" not in browser.get(f"{PAGES}{query}").html


def test_the_list_goes_on_after_twenty(browser, ada, dario, process):
    idea = a_public_idea(ada, process)
    for number in range(21):
        a_candidate(dario, process, idea, title=f"Project number {number:02}")

    page = browser.get(PAGES)

    assert "Project number 20" in shown(page)
    assert "Project number 00" not in shown(page)
    assert "Project number 00" in shown(browser.get(page.links()["Another 20 projects"]))


def test_few_people_are_not_counted(browser, ada, dario, process):
    project = a_candidate(dario, process, a_public_idea(ada, process))
    for number in range(8):
        idea = a_public_idea(a_person(f"Person {number}"), process, f"Voice {number}")
        add_origin(dario, process, project, idea, OriginDraft())
    platform = f"/platforms/{a_platform().code}"

    places = ((PAGES, ".rows"), (f"{PAGES}/PC-01", ".project-head"), (platform, ".numbers"))
    for address, place in places:
        words = browser.get(address).text(place)
        assert "9 voices" in words
        assert "people" not in words

    held = db.session.get_one(CandidateProject, project.id)
    tenth = a_public_idea(a_person("The tenth"), process, "The tenth voice")
    add_origin(dario, process, held, tenth, OriginDraft())
    assert "of 10 people" in browser.get(f"{PAGES}/PC-01").text("main")


def test_a_platform_shows_projects_from_the_most_mature_with_voices_and_zones(browser, two):
    page = browser.get(f"/platforms/{a_platform().code}")

    rows = page.text(".rows")
    assert rows.index("Ferries") < rows.index("Zeppelins")
    assert "from 1 zone of" in rows
    assert two.name in page.text(".bars")


def test_three_voices_are_drawn_for_the_day(browser, ada, dario, process):
    ideas = [a_public_idea(ada, process, f"Voice number {number}") for number in range(6)]
    a_candidate(dario, process, *ideas)
    address = f"/platforms/{a_platform().code}"

    first, again = (browser.get(address).text(".voice-rows") for _time in range(2))

    assert first == again
    assert first.count("Voice number") == 3


def test_a_platform_asks_the_database_a_fixed_number_of_times(
    browser, ada, dario, process, count_queries
):
    a_candidate(dario, process, a_public_idea(ada, process))
    address = f"/platforms/{a_platform().code}"
    browser.get(address)
    with count_queries() as few:
        browser.get(address)
    for number in range(5):
        a_candidate(dario, process, a_public_idea(ada, process, f"Voice {number}"))
    db.session.flush()
    with count_queries() as many:
        browser.get(address)

    assert len(many) == len(few)


def test_a_joined_sheet_leads_on_and_the_other_says_what_it_took_in(browser, ada, dario, process):
    one = a_candidate(dario, process, a_public_idea(ada, process))
    other = a_candidate(dario, process, a_public_idea(ada, process, "A voice"), title="Ferries")
    join_into(dario, process, one, other, "Together.")

    page = browser.get(f"{PAGES}/PC-01")

    assert "goes on in another" in page.text(".notice")
    assert f"{PAGES}/PC-02" in page.html
    assert "Together." in page.text(".filo--acts")
    assert "One ticket" in browser.get(f"{PAGES}/PC-02").text(".project-where")


def test_an_accepted_sheet_says_so_and_what_comes_next(browser, ada, dario, elena, process):
    accept(elena, process, a_candidate(dario, process, a_public_idea(ada, process)), "Act 41.")

    page = browser.get(f"{PAGES}/PC-01")

    assert "is accepted" in page.text(".notice")
    assert "Act 41." in page.text(".filo--acts")
    assert "Proposed plan" in page.text(".filo--acts")


def test_each_claim_says_what_came_of_each_voice_or_that_the_offices_wrote_it(
    browser, ada, dario, process
):
    project = a_candidate(
        dario, process, a_public_idea(ada, process), timing=in_every_language("In spring.")
    )
    say_what_it_gave(dario, process, project, "three tickets", made="the object of the project")

    page = browser.get(f"{PAGES}/PC-01")

    assert "what came of it: the object of the project" in page.text("#origin-1")
    assert "Written by the offices" in page.text(".project-part--end")
    assert "No voice as of" in page.text(".zones-heard")


def test_a_sheet_without_any_public_voice_is_the_offices_own(browser, ada, dario, process):
    idea = a_public_idea(ada, process, "A canary that is hidden")
    project = a_candidate(dario, process, idea)
    hide(idea)

    page = browser.get(f"{PAGES}/PC-01")

    assert "canary" not in page.html
    assert "1 voice that is no longer public" in page.text("main")
    assert not page.has("#origin-1")
    assert len(origins_of(project, hidden=True)) == 1


def test_every_filter_together_is_answered_by_both_databases(process, two):
    asked = MultiDict(
        [
            ("platform", a_platform().code),
            ("zone", two.code),
            ("theme", a_theme(1).code),
            ("state", "candidate"),
            ("q", "zeppelins"),
        ]
    )

    page = listed(process, read_filters(process, asked))

    assert [one.code for one in page.rows] == ["PC-01"]


def test_every_public_state_can_be_asked_for():
    assert "draft" not in {state.value for state in PUBLIC}
