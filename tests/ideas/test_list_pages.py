"""The list of ideas as its address asks for it: filters, orders, the map twin."""

from datetime import timedelta

import pytest

from consult.contributions import count_supports
from consult.ideamap import NodeDraft, create_node, link_contribution
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.taxonomy import platforms_of
from consult.territory import today, zone_of
from tests.makers import a_municipality, a_person, a_theme, an_idea, in_every_language

LIST = "/processes/plan/ideas"


def titles(page):
    return page.texts(".voice-row__title")


@pytest.fixture
def ideas(ada, process):
    """Three public ideas, the first of them the most supported."""
    made = [
        an_idea(ada, process, title="Trains in the evening", published=True),
        an_idea(ada, process, title="A market in the square", published=True, theme=a_theme(1)),
        an_idea(ada, process, title="Benches by the water", published=True),
    ]
    count_supports(made[0].id, 9)
    return made


@pytest.mark.parametrize(
    "asked",
    [
        "zone=nowhere",
        "theme=astrology",
        "municipality=atlantis",
        "channel=telepathy",
        "state=lost",
        "platform=nine-and-three-quarters",
        "sort=alphabet",
        "sort=fair&seed=0",
        "sort=fair&seed=33",
        "sort=fair&seed=1e3",
        "sort=fair&seed=%C2%B2",
        "view=globe",
        "colour=red",
        "after=nonsense",
        "sort=fair&seed=1&after=nonsense",
    ],
)
def test_what_the_list_does_not_know_is_refused(browser, ideas, asked):
    assert browser.get(f"{LIST}?{asked}").status == 400


def test_the_most_supported_come_first_on_request(browser, ideas):
    page = browser.get(f"{LIST}?sort=supported")

    assert titles(page)[0] == "Trains in the evening"
    assert page.value("sort") == "supported"


def test_while_supports_are_kept_back_their_order_is_not_offered(browser, process, ideas):
    process.supports_shown_from = now() + timedelta(days=1)
    db.session.flush()

    page = browser.get(f"{LIST}?sort=supported")

    assert page.status == 200
    assert titles(page)[0] == "Benches by the water"
    assert "counts of supports are shown from" in page.text("main")
    assert not page.has('option[value="supported"]')


def test_the_fair_turn_is_one_of_the_days_thirty_two(browser, ideas):
    led = browser.get(f"{LIST}?sort=fair&theme={a_theme().code}")

    assert led.status == 303
    assert "seed=" in led.location
    page = browser.get(led.location)
    assert sorted(titles(page)) == ["Benches by the water", "Trains in the evening"]
    assert titles(browser.get(led.location)) == titles(page)


def test_what_matches_is_counted_and_each_filter_can_be_taken_away(browser, ideas):
    code = a_theme(1).code

    page = browser.get(f"{LIST}?theme={code}&q=market&sort=discussed")

    assert page.text(".ideas-count") == "1 idea"
    off = {words: url for words, url in page.links().items() if words.startswith("Remove")}
    assert any("q=market" in url and "theme" not in url for url in off.values())
    assert any(f"theme={code}" in url and "q=" not in url for url in off.values())
    assert all("sort=discussed" in url for url in off.values() if "?" in url)


def test_the_list_is_narrowed_by_door(browser, ideas):
    assert len(titles(browser.get(f"{LIST}?channel=online"))) == 3
    assert not titles(browser.get(f"{LIST}?channel=interview"))


def test_the_list_is_narrowed_by_how_far_ideas_have_come(browser, dario, process, ideas):
    node = create_node(
        dario,
        process,
        NodeDraft(title=in_every_language("Trains"), summary=in_every_language("They run late.")),
    )
    link_contribution(dario, process, node, ideas[0])

    assert titles(browser.get(f"{LIST}?state=node")) == ["Trains in the evening"]
    assert len(titles(browser.get(f"{LIST}?state=published"))) == 2
    assert len(titles(browser.get(f"{LIST}?state=published&state=node"))) == 3
    assert not titles(browser.get(f"{LIST}?state=project"))


def test_the_list_is_narrowed_by_platform(browser, process, ideas):
    code = platforms_of(process.cycle)[0].code

    assert "No idea matches" in browser.get(f"{LIST}?platform={code}").text("main")


def test_the_map_counts_the_same_ideas_and_leads_to_the_list_of_a_place(browser, ada, process):
    an_idea(ada, process, published=True, theme=a_theme(1))
    an_idea(ada, process, published=True)
    place, code = a_municipality(), a_theme(1).code
    slug, name = place.slug, place.name

    page = browser.get(f"{LIST}?theme={code}&view=map")

    assert page.text(".twin-switch [aria-current]") == "Map"
    row = next(row for row in page.texts(".map tbody tr") if row.startswith(name))
    assert row.endswith("1 idea")
    assert page.links()[name] == f"{LIST}?theme={code}&municipality={slug}"
    assert page.links()["List"] == f"{LIST}?theme={code}"
    narrowed = browser.get(page.links()[name])
    assert len(titles(narrowed)) == 1
    assert "view=map" in narrowed.links()["Map"]


def test_the_map_is_kept_until_more_is_published(browser, ada, process):
    an_idea(ada, process, published=True)
    name = a_municipality().name
    browser.get(f"{LIST}?view=map")
    an_idea(ada, process, published=True)

    rows = browser.get(f"{LIST}?view=map").texts(".map tbody tr")
    assert next(row for row in rows if row.startswith(name)).endswith("2 ideas")


def test_a_zone_narrows_the_list_to_its_municipalities(browser, ideas):
    zone = zone_of(a_municipality(), today()).code

    assert len(titles(browser.get(f"{LIST}?zone={zone}&municipality={a_municipality().slug}"))) == 3


def test_the_plain_list_takes_four_queries_beside_its_process(browser, ada, process, count_queries):
    for number in range(3):
        an_idea(a_person(f"Person {number}"), process, published=True)
    address = f"{LIST}?theme={a_theme().code}&sort=discussed"
    browser.get(LIST)

    with count_queries() as seen:
        browser.get(address)

    own = [one for one in seen if "FROM process " not in one and "FROM phase" not in one]
    assert len(own) <= 4, "\n".join(own)
