"""After signing in one reads what waits: texts to change, news, and the work of one's posts."""

import pytest

from consult.contributions import give_back
from consult.discussion import CommentDraft, write_comment
from consult.editions import publish_map
from consult.ideamap import NodeDraft, create_node, link_contribution
from consult.processes import Role
from consult.projects import draft_project, make_candidate
from consult.territory import home_territory, today, zone_of, zones_of
from tests.makers import a_municipality, a_person, an_idea, in_every_language, on_staff
from tests.projects.worlds import a_draft
from tests.voting.makers import a_choice


def told(page):
    return page.text("#waits-title"), page.texts("section:has(#waits-title) li")


def test_visitors_have_nothing_that_waits(browser, process):
    assert not browser.get("/").has("#waits-title")


def test_who_has_nothing_that_waits_sees_the_front_page_alone(browser, ada, process):
    assert not browser.sign_in(ada).get("/").has("#waits-title")


def test_a_text_that_came_back_is_first_and_leads_to_changing_it(browser, ada, process):
    public = an_idea(ada, process, title="A bus at eleven", published=True)
    write_comment(a_person("Bea"), public, CommentDraft("The same here."))
    idea = an_idea(ada, process, title="A lamp at the stop")
    give_back(idea)
    code = idea.code

    page = browser.sign_in(ada).get("/")

    title, things = told(page)
    assert title == "Ada, this waits for you"
    assert "Change «A lamp at the stop»" in things[0]
    assert "1 new comment on your idea «A bus at eleven»." in things[1]
    assert any(f"/ideas/{code}/edit" in link for link in page.links().values())


def test_my_voice_tells_it_too(browser, ada, process):
    give_back(an_idea(ada, process, title="A lamp at the stop"))

    assert "Change «A lamp at the stop»" in browser.sign_in(ada).get("/account").text("main")


def test_a_moderator_reads_how_long_the_queue_is(browser, ada, carla, process):
    an_idea(ada, process)
    an_idea(ada, process, title="Another")

    _title, things = told(browser.sign_in(carla).get("/"))

    assert things == ["2 texts to read"]


def test_a_curator_reads_what_is_in_no_node(browser, ada, dario, process):
    an_idea(ada, process, published=True)

    _title, things = told(browser.sign_in(dario).get("/"))

    assert things == ["0 nodes on the map, 1 voice in no node"]


def test_planners_read_what_awaits_their_decision_and_what_is_not_published(
    browser, ada, dario, elena, process
):
    node = create_node(dario, process, NodeDraft(in_every_language("Buses"), {}))
    link_contribution(dario, process, node, an_idea(ada, process, published=True))
    for _number in range(2):
        project = draft_project(dario, process, a_draft(), node)
    make_candidate(dario, process, project)
    a_choice(elena, process)

    _title, things = told(browser.sign_in(elena).get("/"))

    assert things[:3] == [
        "2 changes of the map in no published version",
        "1 candidate project awaits a decision",
        "1 project still a draft",
    ]
    assert things[3].startswith("People choose: «")

    publish_map(dario, process, {}, after=0)
    assert "version" not in told(browser.get("/"))[1][0]


def test_facilitators_read_how_many_ideas_of_their_zones_nobody_has_read(browser, ada, process):
    place = a_municipality()
    home = zone_of(place, today())
    an_idea(ada, process, place=place)
    bruno = on_staff(a_person("Bruno"), process, Role.FACILITATOR, home)
    other = next(one for one in zones_of(home_territory()) if one.id != home.id)
    away = on_staff(a_person("Away"), process, Role.FACILITATOR, other)

    page = browser.sign_in(bruno).get("/")

    assert told(page)[1] == ["1 idea from your zones waits for a moderator"]
    assert f"/zones/{home.code}" in page.links().values()
    assert not browser.sign_in(away).get("/").has("#waits-title")


@pytest.mark.parametrize("address", ["/", "/account"])
def test_much_that_waits_costs_what_little_costs(browser, carla, process, count_queries, address):
    bea = a_person("Bea")
    give_back(an_idea(carla, process))
    first = an_idea(carla, process, published=True)
    write_comment(bea, first, CommentDraft("One."))
    browser.sign_in(carla).get(address)
    with count_queries() as few:
        browser.get(address)
    for number in range(4):
        give_back(an_idea(carla, process, title=f"Back {number}"))
        idea = an_idea(carla, process, title=f"Public {number}", published=True)
        write_comment(bea, idea, CommentDraft("More."))
    browser.get(address)

    with count_queries() as many:
        browser.get(address)

    assert len(many) == len(few)
