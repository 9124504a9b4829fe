"""The three looks of the map, and the filters that they share."""

import pytest

from consult.contributions import ContributionDraft, revise
from consult.ideamap import Maturity, NodeDraft, create_node, link_contribution
from consult.taxonomy import strategies_of
from consult.territory import today, zone_of
from tests.makers import (
    a_municipality,
    a_person,
    a_process,
    a_theme,
    an_idea,
    in_every_language,
    the_cycle,
)

MAP = "/processes/plan/idea-map"


def a_node(person, process, title="Buses at night", **others):
    return create_node(
        person, process, NodeDraft(title=in_every_language(title), summary={}, **others)
    )


def here():
    return zone_of(a_municipality(), today())


def cell(page):
    return page.soup.select_one(f'.matrix__cell[href*="zone={here().code}&theme={a_theme().code}"]')


def test_a_cell_counts_voices_and_does_not_tell_few_people(browser, ada, process):
    for person in (ada, ada, a_person("Bea")):
        an_idea(person, process, published=True)

    told = cell(browser.get(MAP))["aria-label"]

    assert here().name in told
    assert "voices 3" in told
    assert "people <10" in told


def test_ten_people_are_told(browser, process):
    for number in range(10):
        an_idea(a_person(f"Person {number}"), process, published=True)

    page = browser.get(f"{MAP}?show=people")

    assert "people 10" in cell(page)["aria-label"]
    assert cell(page).select_one(".cell__number").words == "10"


def test_a_zone_and_a_theme_light_their_cell_and_are_said(browser, ada, process):
    an_idea(ada, process, published=True)

    page = browser.get(f"{MAP}?zone={here().code}&theme={a_theme().code}")

    assert "1 voice, people: <10" in page.text(".lit")
    assert here().name in page.text(".lit")
    assert len(page.soup.select("td.matrix__lit")) == 2  # the cell, and the theme's total


def test_a_strategy_and_a_maturity_fade_the_other_nodes(browser, ada, dario, process):
    strategy = strategies_of(the_cycle())[0]
    tied = a_node(dario, process, "Tied", strategy_id=strategy.id, maturity=Maturity.IDEA)
    a_node(dario, process, "Free")
    link_contribution(dario, process, tied, an_idea(ada, process, published=True))
    an_idea(ada, process, published=True)

    by_strategy = browser.get(f"{MAP}?strategy={strategy.code}")
    loose = browser.get(f"{MAP}?strategy=none&maturity=spark")

    assert "Free" in by_strategy.text(".tree__node--faded")
    assert "voices 1" in cell(by_strategy)["aria-label"]
    assert "Tied" in loose.text(".tree__node--faded")
    assert "voices 0" in cell(loose)["aria-label"]
    assert "Spark" in loose.text(".lit")


def test_what_hangs_on_two_of_the_nodes_counts_once(browser, ada, dario, process):
    idea = an_idea(ada, process, published=True)
    for title in ("One", "Other"):
        link_contribution(dario, process, a_node(dario, process, title), idea)

    page = browser.get(f"{MAP}?strategy=none&theme={a_theme().code}")

    assert "voices 1" in cell(page)["aria-label"]
    assert "1 voice," in page.text(".lit")


def test_the_tree_counts_within_the_zone_and_theme(browser, ada, dario, process):
    node = a_node(dario, process)
    link_contribution(dario, process, node, an_idea(ada, process, published=True))
    link_contribution(dario, process, node, an_idea(ada, process, theme=a_theme(1), published=True))

    page = browser.get(f"{MAP}?theme={a_theme(1).code}")

    assert page.text(".tree__node .tree__count").startswith("1")


def test_per_ten_thousand_the_numbers_are_of_inhabitants(browser, ada, process):
    an_idea(ada, process, published=True)

    page = browser.get(f"{MAP}?show=per-10000")

    assert "per 10,000 inhabitants" in page.text("#idea-map-territory").lower()


def test_what_has_no_place_stands_on_a_line_of_its_own(browser, ada, process):
    idea = an_idea(ada, process, published=True)
    revise(ada, idea, ContributionDraft("Everywhere", "And on all."), version=1)

    page = browser.get(MAP)

    assert "No place" in page.text(".matrix")
    assert "No theme" in page.text(".matrix")


@pytest.mark.parametrize(
    "asked", ["zone=utopia", "theme=x", "strategy=x", "maturity=ripe", "version=9", "show=all"]
)
def test_what_the_map_does_not_know_is_refused(browser, process, asked):
    assert browser.get(f"{MAP}?{asked}").status == 400


def test_each_look_can_be_read_as_a_table(browser, ada, dario, process):
    node = a_node(dario, process)
    link_contribution(dario, process, node, an_idea(ada, process, published=True))

    page = browser.get(MAP)

    assert "Buses at night" in page.text("#tree-table-caption ~ tbody")
    assert here().name in page.text("#matrix-table-caption ~ tbody")
    assert a_municipality().name in page.text("#idea-map-territory-caption ~ tbody")


def test_the_voices_of_another_consultation_are_not_counted(browser, ada, process):
    an_idea(ada, a_process("other"), published=True)

    assert "voices 0" in cell(browser.get(MAP))["aria-label"]
