"""What people read on the map."""

from consult.contributions import hide
from consult.ideamap import Node, NodeDraft, create_node, link_contribution
from consult.kernel import fragments
from consult.kernel.db import db
from consult.processes import State as ProcessState
from consult.processes import process_figures
from consult.taxonomy import strategies_of
from consult.territory import today, zone_of
from tests.makers import (
    a_municipality,
    a_person,
    a_process,
    an_idea,
    in_every_language,
    the_cycle,
)

MAP = "/processes/plan/idea-map"


def a_node(person, process, title="Buses at night", **others):
    draft = NodeDraft(title=in_every_language(title), summary=in_every_language("They agree."))
    return create_node(person, process, NodeDraft(**{**_parts(draft), **others}))


def _parts(draft):
    return {name: getattr(draft, name) for name in ("title", "summary", "maturity")}


def test_an_empty_map_says_who_is_missing(browser, ada, process):
    an_idea(ada, process, published=True)

    page = browser.get(MAP)

    assert "No node is on the map yet" in page.text("main")
    assert "1 published voice waits" in page.text("main")


def test_the_map_shows_strategies_and_what_is_tied_to_none(browser, ada, dario, process):
    strategy = strategies_of(the_cycle())[0]
    a_node(dario, process, "Tied", strategy_id=strategy.id, keyword=0)
    free = a_node(dario, process, "Free")
    link_contribution(dario, process, free, an_idea(ada, process, published=True))

    page = browser.get(MAP)

    assert "Tied" in page.text(".tree__strategy:not(.tree__strategy--loose)")
    assert "Free" in page.text(".tree__strategy--loose")
    assert "1 voice" in page.text(".tree__strategy--loose .tree__node")
    assert "1 voice, people: <10, in 2 nodes." in page.text(".lead")


def test_a_node_shows_its_voices_and_zones(browser, ada, dario, process):
    node = a_node(dario, process)
    link_contribution(dario, process, node, an_idea(ada, process, title="A bus", published=True))
    zone = zone_of(a_municipality(), today())

    page = browser.get(f"{MAP}/nodes/{node.id}")

    assert page.text("h1") == "Buses at night"
    assert page.texts(".voice-row h3") == ["A bus"]
    assert "On the idea map" in page.text(".voice-row")
    assert zone.name in page.text(".zone-card:not(.zone-card--unheard)")
    assert "No voice yet" in page.text(".zone-card--unheard")


def test_a_node_without_voices_or_words_says_so(browser, dario, process):
    node = create_node(dario, process, NodeDraft(title=in_every_language("Alone"), summary={}))

    page = browser.get(f"{MAP}/nodes/{node.id}")

    assert "No voice hangs here yet" in page.text("main")


def test_what_is_hidden_leaves_no_word_on_the_map(browser, ada, dario, process):
    node = a_node(dario, process)
    idea = an_idea(ada, process, title="An unmistakable canary", body="Cheep.", published=True)
    link_contribution(dario, process, node, idea)
    hide(idea)

    for address in (MAP, f"{MAP}/nodes/{node.id}"):
        page = browser.get(address)
        assert "canary" not in page.html
        assert "Cheep" not in page.html
    assert "0 voices" in page.text("main")


def test_a_node_of_another_consultation_is_a_missing_page(browser, dario, process):
    node = a_node(dario, process)
    a_process("other")

    assert browser.get(f"/processes/other/idea-map/nodes/{node.id}").status == 404
    assert browser.get(f"{MAP}/nodes/{10**30}").status == 404


def test_the_map_of_a_draft_is_a_missing_page(browser, process):
    a_process("secret", state=ProcessState.DRAFT)

    assert browser.get("/processes/secret/idea-map").status == 404


def test_the_map_asks_the_database_a_fixed_number_of_times(
    browser, ada, dario, process, count_queries
):
    node = a_node(dario, process)
    link_contribution(dario, process, node, an_idea(ada, process, published=True))
    browser.get(MAP)
    browser.get(f"{MAP}/nodes/{node.id}")
    fragments.clear()
    with count_queries() as few:
        browser.get(MAP)
    with count_queries() as few_on_node:
        browser.get(f"{MAP}/nodes/{node.id}")
    for number in range(9):
        another = a_node(dario, process, f"Node {number}")
        idea = an_idea(a_person(f"Person {number}"), process, published=True)
        link_contribution(dario, process, another, idea)
        link_contribution(dario, process, db.session.get_one(Node, node.id), idea)
    db.session.flush()
    with count_queries() as many:
        browser.get(MAP)
    with count_queries() as kept:
        browser.get(MAP)
    with count_queries() as many_on_node:
        browser.get(f"{MAP}/nodes/{node.id}")

    assert len(many) == len(few) <= 25
    assert len(kept) <= 12
    assert len(many_on_node) == len(few_on_node)


def test_a_node_names_its_strategy_and_keyword(browser, dario, process):
    strategy = strategies_of(the_cycle())[0]
    word = next(iter(strategy.keywords.values()))[0]
    tied = a_node(dario, process, "Tied", strategy_id=strategy.id, keyword=0)
    lost = a_node(dario, process, "Lost", strategy_id=strategy.id, keyword=99)

    words = [browser.get(f"{MAP}/nodes/{node.id}").text(".meta") for node in (tied, lost)]

    assert any(said in words[0] for said in strategy.title.values())
    assert word in words[0] or "," in words[0]
    assert "," not in words[1]


def test_a_consultation_counts_its_nodes(app, database, dario, process):
    a_node(dario, process)

    with app.test_request_context("/", base_url=database.base_url):
        figures = process_figures.fill([process])[process.id]

    assert [one.value for one in figures if "idea-map" in (one.url or "")] == [1]
