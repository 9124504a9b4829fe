"""What curators do at the desk of the map."""

import pytest
from sqlalchemy import select

from consult.contributions import hide
from consult.ideamap import Node, NodeDraft, NodeLink, create_node, link_contribution
from consult.kernel.db import db
from consult.taxonomy import strategies_of
from tests.makers import (
    an_idea,
    in_every_language,
    the_cycle,
)

MAP = "/processes/plan/idea-map"
DESK = "/processes/plan/desk/idea-map"


def a_node(person, process, title="Buses at night", **others):
    draft = NodeDraft(title=in_every_language(title), summary=in_every_language("They agree."))
    return create_node(person, process, NodeDraft(**{**_parts(draft), **others}))


def _parts(draft):
    return {name: getattr(draft, name) for name in ("title", "summary", "maturity")}


def typed(title="Night buses", **others):
    """What a curator types into the form of a node, in every language of the plan."""
    first, *rest = the_cycle().languages
    given = {f"title_{first}": title, f"summary_{first}": "They meet.", "maturity": "idea"}
    given |= {f"title_{code}": "" for code in rest} | {f"summary_{code}": "" for code in rest}
    return given | {"place": "", "theme": ""} | others


def test_the_desk_is_for_curators(browser, another_browser, ada, process):
    assert browser.get(DESK).location.startswith("/sign-in")
    refused = another_browser.sign_in(ada).get(DESK)

    assert refused.status == 403
    assert "Only the curators" in refused.text("main")


def test_the_desk_lists_what_hangs_nowhere_yet(browser, ada, dario, process):
    an_idea(ada, process, title="Still loose", published=True)
    tied = an_idea(ada, process, title="Already tied", published=True)
    link_contribution(dario, process, a_node(dario, process), tied)

    page = browser.sign_in(dario).get(DESK)

    assert "Still loose" in page.text("main")
    assert "Already tied" not in page.text("main")
    assert "Buses at night" in page.text(".queue")


def test_a_desk_with_nothing_to_do_says_so(browser, dario, process):
    assert "Everything that is published" in browser.sign_in(dario).get(DESK).text("main")


def test_a_node_is_opened_under_a_keyword(browser, dario, process):
    strategy = strategies_of(the_cycle())[0]
    browser.sign_in(dario).get(f"{DESK}/nodes/new")

    answer = browser.post(f"{DESK}/nodes", **typed(place=f"{strategy.code}.0"))

    assert answer.status == 303
    node = db.session.scalars(select(Node)).one()
    assert (node.strategy_id, node.keyword) == (strategy.id, 0)
    assert "Night buses" in browser.follow(answer.location).text("main")


def test_sent_twice_a_form_opens_one_node(browser, dario, process):
    browser.sign_in(dario)
    form = browser.get(f"{DESK}/nodes/new").form_to(f"{DESK}/nodes") | typed()

    first = browser.send(f"{DESK}/nodes", data=form)
    second = browser.send(f"{DESK}/nodes", data=form)

    assert first.location == second.location
    assert len(db.session.scalars(select(Node)).all()) == 1


def test_a_node_without_a_title_comes_back_with_its_words(browser, dario, process):
    first = the_cycle().languages[0]
    browser.sign_in(dario).get(f"{DESK}/nodes/new")

    page = browser.post(f"{DESK}/nodes", **typed(title=""))

    assert page.status == 422
    assert "at least one language" in page.text(f"#title_{first}-error")
    assert page.value(f"summary_{first}") == "They meet."


def test_a_place_that_the_plan_does_not_have_is_refused(browser, dario, process):
    browser.sign_in(dario).get(f"{DESK}/nodes/new")

    assert browser.post(f"{DESK}/nodes", **typed(place="utopia")).status == 422


def test_a_node_is_changed(browser, dario, process):
    strategy = strategies_of(the_cycle())[0]
    node = a_node(dario, process, strategy_id=strategy.id, keyword=0)
    page = browser.sign_in(dario).get(f"{DESK}/nodes/{node.id}/edit")
    assert page.value("place") == f"{strategy.code}.0"

    answer = browser.post(f"{DESK}/nodes/{node.id}", **typed())

    assert answer.status == 303
    assert "Night buses" in browser.get(f"{MAP}/nodes/{node.id}").text("h1")


def test_a_changed_node_needs_a_title_too(browser, dario, process):
    node = a_node(dario, process)
    browser.sign_in(dario).get(f"{DESK}/nodes/{node.id}/edit")

    assert browser.post(f"{DESK}/nodes/{node.id}", **typed(title="")).status == 422


def test_the_second_of_two_editors_reads_what_differs_and_loses_nothing(
    browser, another_browser, dario, fabio, process
):
    first = the_cycle().languages[0]
    node = a_node(dario, process)
    address = f"{DESK}/nodes/{node.id}"
    browser.sign_in(dario).get(f"{address}/edit")
    another_browser.sign_in(fabio).get(f"{address}/edit")
    browser.post(address, **typed("Night buses", **{f"summary_{first}": ""}))

    page = another_browser.post(address, **typed("Buses after ten"))

    assert page.status == 409
    assert page.value(f"title_{first}") == "Buses after ten"
    assert "Meanwhile it says: «Night buses»" in page.text(f"#title_{first}-error")
    assert "emptied" in page.text(f"#summary_{first}-error")
    again = page.form_to(address)
    assert another_browser.send(address, data=again).status == 303
    assert db.session.get_one(Node, node.id).title[first] == "Buses after ten"


def test_a_malformed_version_conflicts(browser, dario, process):
    node = a_node(dario, process)
    browser.sign_in(dario).get(f"{DESK}/nodes/{node.id}/edit")

    page = browser.post(f"{DESK}/nodes/{node.id}", **typed(version="9" * 30))

    assert page.status == 409


@pytest.mark.parametrize("by", ["code", "words"])
def test_a_voice_is_looked_up_and_linked(browser, ada, dario, process, by):
    node = a_node(dario, process)
    idea = an_idea(ada, process, title="Lanterns along the canal", published=True)
    asked = idea.code.lower() if by == "code" else "lanterns"
    page = browser.sign_in(dario).get(f"{DESK}/nodes/{node.id}?q={asked}")
    assert "Lanterns along the canal" in page.text(".pane--side")

    answer = browser.post(f"{DESK}/links", _at=f"{DESK}/nodes/{node.id}?q={asked}")

    assert answer.status == 303
    assert "Lanterns along the canal" in browser.follow(answer.location).text("main")


def test_nothing_hidden_is_found_by_looking_up(browser, ada, dario, process):
    node = a_node(dario, process)
    idea = an_idea(ada, process, title="Lanterns along the canal", published=True)
    hide(idea)
    browser.sign_in(dario)

    for asked in (idea.code, "lanterns", "ABCDEFG"):
        page = browser.get(f"{DESK}/nodes/{node.id}?q={asked}")
        assert "0 found" in page.text(".pane--side")


def test_what_hangs_there_already_says_so(browser, ada, dario, process):
    node, idea = a_node(dario, process), an_idea(ada, process, published=True)
    link_contribution(dario, process, node, idea)

    page = browser.sign_in(dario).get(f"{DESK}/nodes/{node.id}?q={idea.code}")

    assert "hangs here already" in page.text(".pane--side")


def test_an_idea_leads_its_curator_to_linking_it(browser, another_browser, ada, dario, process):
    node, idea = a_node(dario, process), an_idea(ada, process, published=True)
    address = f"/processes/plan/ideas/{idea.code}"
    assert DESK not in another_browser.sign_in(ada).get(address).html
    assert f"{DESK}/links/new?code={idea.code}" in browser.sign_in(dario).get(address).html

    browser.get(f"{DESK}/links/new?code={idea.code}")
    answer = browser.post(f"{DESK}/links", node=str(node.id), note="Same hour.")

    assert answer.status == 303
    assert db.session.scalars(select(NodeLink)).one().note == "Same hour."


def test_a_code_that_nobody_has_is_refused_beside_it(browser, dario, process):
    node = a_node(dario, process)
    browser.sign_in(dario).get(f"{DESK}/links/new")

    for code in ("ABCDEFG", "not a code"):
        page = browser.post(f"{DESK}/links", _at=f"{DESK}/links/new", node=str(node.id), code=code)
        assert page.status == 422
        assert "No contribution has this code" in page.text("#code-error")


def test_a_voice_is_not_linked_twice(browser, ada, dario, process):
    node, idea = a_node(dario, process), an_idea(ada, process, published=True)
    link_contribution(dario, process, node, idea)
    browser.sign_in(dario)

    page = browser.post(f"{DESK}/links", _at=f"{DESK}/links/new", node=str(node.id), code=idea.code)

    assert page.status == 422
    assert "linked to this node already" in page.text("#code-error")


def test_a_map_without_nodes_asks_for_one_first(browser, dario, process):
    page = browser.sign_in(dario).get(f"{DESK}/links/new")

    assert "no node yet" in page.text("main")


def test_a_voice_is_taken_off_and_linked_again(browser, ada, dario, process):
    node, idea = a_node(dario, process), an_idea(ada, process, title="A bus", published=True)
    link = link_contribution(dario, process, node, idea)
    browser.sign_in(dario).get(f"{DESK}/nodes/{node.id}")

    answer = browser.post(f"{DESK}/nodes/{node.id}/links/{link.id}/delete")
    page = browser.follow(answer.location)
    assert "No voice hangs here yet" in page.text("main")
    assert "A bus" in page.text(".pane--side")

    assert browser.post(f"{DESK}/links", _at=f"{DESK}/nodes/{node.id}").status == 303


def test_a_link_of_another_node_is_a_missing_page(browser, ada, dario, process):
    node, other = a_node(dario, process), a_node(dario, process, "Other")
    link = link_contribution(dario, process, node, an_idea(ada, process, published=True))
    page = browser.sign_in(dario).get(f"{DESK}/nodes/{node.id}")
    token = page.value("csrf_token")

    answer = browser.send(
        f"{DESK}/nodes/{other.id}/links/{link.id}/delete", data={"csrf_token": token}
    )

    assert answer.status == 404


def test_curators_see_that_a_voice_on_a_node_is_hidden(browser, ada, dario, process):
    node, idea = a_node(dario, process), an_idea(ada, process, published=True)
    link_contribution(dario, process, node, idea)
    hide(idea)

    page = browser.sign_in(dario).get(f"{DESK}/nodes/{node.id}")

    assert "Hidden: not counted" in page.text("main")
