"""What a person reads on the pages of the territory."""

import pytest

from consult.kernel.i18n import text
from consult.territory import (
    Figure,
    Link,
    home_territory,
    municipalities_on,
    municipality_actions,
    today,
    zone_figures,
    zones_of,
)
from tests.makers import a_municipality, an_idea


@pytest.fixture
def told():
    """Fill a slot for one test: `told(slot, filler)`."""
    filled = []

    def fill(slot, filler):
        slot.filler(filler)
        filled.append((slot, filler))

    yield fill
    for slot, filler in filled:
        slot._fillers.remove(filler)


def test_the_zones_are_on_a_map_in_words_and_in_a_table(browser):
    names = [zone.name for zone in zones_of(home_territory())]
    total = len(municipalities_on(home_territory(), today()))

    page = browser.get("/zones")

    assert page.status == 200
    assert all(name in page.text("main") for name in names)
    assert len(page.soup.select("svg .area")) == total
    assert len(page.soup.select("#zones-map table tbody tr")) == total
    assert page.has("#zones-map .map__legend")


@pytest.mark.milan
def test_the_map_of_the_plan_s_year_has_134_municipalities_and_says_how_they_are_drawn(browser):
    now, then = browser.get("/zones"), browser.get("/zones?year=2016")

    assert "133 municipalities" in now.text("#map-title")
    assert "134 municipalities" in then.text("#map-title")
    assert "The boundaries drawn are today's" in then.text("#zones-map-end")
    assert "Vermezzo and Zelo Surrigone" in then.text("#zones-map-end")
    assert "CC BY 4.0" in then.text("#zones-map-end")


@pytest.mark.milan
def test_each_time_in_which_the_map_did_not_change_can_be_chosen(browser):
    page = browser.get("/zones?on=2018-03-01")

    assert page.links()["Today"] == "/zones"
    assert page.links()["Until 21 February 2017"] == "/zones?on=2017-02-21"
    assert "Until 7 February 2019" in page.texts('.twin-switch [aria-current="true"]')


@pytest.mark.parametrize("show", ["population", "density"])
def test_the_map_can_show_people_and_how_close_they_live(browser, show):
    page = browser.get(f"/zones?show={show}")

    assert "nhabitants" in page.text("#zones-map-end")


def test_the_map_shows_voices_once_there_are_some(browser, ada, process):
    assert "Contributions" not in browser.get("/zones").text("main")
    heard = a_municipality()
    name = heard.name
    an_idea(ada, process, published=True, place=heard)

    page = browser.get("/zones")

    said = {
        row.select_one("th").words: row.select("td")[-1].words
        for row in page.soup.select("#zones-map table tbody tr")
    }
    assert said[name] == "1 contribution"
    assert sorted(set(said.values())) == ["0 contributions", "1 contribution"]
    assert "per 10,000 inhabitants" in browser.get("/zones?show=per-10000").text("#zones-map")


@pytest.mark.parametrize("address", ["/zones?on=x", "/zones?show=x", "/zones?colour=red"])
def test_what_the_page_does_not_know_is_refused(browser, address):
    assert browser.get(address).status == 400


@pytest.mark.parametrize("address", ["/zones/nowhere", "/municipalities/nowhere"])
def test_what_is_not_there_is_not_found(browser, address):
    assert browser.get(address).status == 404


def test_a_zone_has_its_vocation_its_municipalities_and_its_map_from_near(browser):
    territory = home_territory()
    zone = zones_of(territory)[0]
    code, name = zone.code, zone.name

    page = browser.get(f"/zones/{code}")

    assert page.text("h1") == name
    assert page.text(".lead")
    inside = page.texts(".name-columns a")
    assert len(page.soup.select("svg .area")) == len(inside) > 1
    assert "No voice" in page.text("main")


def test_other_rooms_tell_numbers_on_a_zone(browser, told):
    told(zone_figures, lambda zones: {zone.id: [Figure(1284, "voices")] for zone in zones})
    code = zones_of(home_territory())[0].code

    assert "1,284 voices" in browser.get(f"/zones/{code}").text(".numbers")
    assert "1,284 voices" in browser.get("/zones").text(".zone-card .plain-list")


@pytest.mark.milan
def test_a_zone_tells_who_left_it(browser):
    page = browser.get("/zones/nord-milano")

    assert "Cologno Monzese left it on 22 February 2017." in page.text("main")


@pytest.mark.milan
def test_a_municipality_tells_where_it_was(browser):
    page = browser.get("/municipalities/cologno-monzese")

    assert "Nord Milano until 22 February 2017" in page.text("main")
    assert "Adda Martesana from 22 February 2017" in page.text("main")


@pytest.mark.milan
def test_a_merged_municipality_leads_to_what_it_became(browser):
    page = browser.get("/municipalities/vermezzo")

    assert "On 8 February 2019 it became Vermezzo con Zelo" in page.text("main")
    assert "Yours can be the first" not in page.text("main")
    assert page.links()["Vermezzo con Zelo"] == "/municipalities/vermezzo-con-zelo"
    after = browser.get("/municipalities/vermezzo-con-zelo")
    assert "Zelo Surrigone became part of it on 8 February 2019" in after.text("main")


@pytest.mark.milan
def test_a_silent_municipality_says_so_in_italian(browser, told):
    told(
        municipality_actions,
        lambda places: {place.id: [Link("Scrivi", "/write")] for place in places},
    )

    page = browser.get("/municipalities/basiano?lang=it")

    assert "Nessuna voce da Basiano, per ora. La prima può essere la tua" in page.text(".empty")
    assert page.links()["Scrivi"] == "/write"


def test_a_municipality_s_page_points_it_out_on_its_zone_s_map(browser):
    slug, name = a_municipality().slug, a_municipality().name

    page = browser.get(f"/municipalities/{slug}")

    assert page.text("h1") == name
    assert len(page.soup.select(".area--chosen")) == 1


def test_a_name_that_only_one_has_leads_straight_to_it(browser):
    someone = a_municipality()
    slug, name = someone.slug, someone.name

    page = browser.get("/municipalities", query_string={"q": name.upper()})

    assert page.status == 303
    assert page.location.endswith(f"/municipalities/{slug}")


@pytest.mark.milan
def test_a_word_that_many_have_lists_them(browser):
    page = browser.get("/municipalities?q=trezzano")

    assert page.status == 200
    assert {"Trezzano Rosa", "Trezzano sul Naviglio"} <= set(page.links())
    assert page.value("q") == "trezzano"


def test_a_name_that_nobody_has_offers_the_whole_list(browser):
    page = browser.get("/municipalities?q=zzz")

    assert "No municipality is called so." in page.text("main")
    assert page.links()["See them all"] == "/municipalities"


@pytest.mark.parametrize("typed", ["\x00", "a" * 5_000, "%", "<b>", "\u202e"])
def test_nothing_typed_breaks_the_search(browser, typed):
    assert browser.get("/municipalities", query_string={"q": typed}).status in {200, 303, 400}


def test_a_zone_s_page_asks_the_database_little(browser, count_queries):
    code = zones_of(home_territory())[0].code
    browser.get(f"/zones/{code}")

    with count_queries() as seen:
        browser.get(f"/zones/{code}")

    assert len(seen) <= 8, seen


def test_titles_in_another_language_say_which_one(browser):
    title = home_territory().zones_title
    page = browser.get("/zones?lang=it")

    heading = page.soup.select_one("h1")
    assert heading.get("lang") == (None if "it" in title else next(iter(title)))
    assert heading.words == (title.get("it") or text(title))
