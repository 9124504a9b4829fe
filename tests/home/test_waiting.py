"""After signing in one reads what waits: texts to change, news, and the work of one's posts."""

import pytest

from consult.contributions import give_back
from consult.discussion import CommentDraft, write_comment
from tests.makers import a_person, an_idea


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
