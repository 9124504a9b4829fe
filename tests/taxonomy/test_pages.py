"""What a person reads of the plan, its platforms and its themes."""

import pytest
from markupsafe import Markup

from consult.kernel.i18n import speaking, text
from consult.taxonomy import (
    home_cycle,
    platform_figures,
    platform_places,
    platform_projects,
    platform_voices,
    platforms_of,
    theme_figures,
    theme_voices,
    themes_of,
)
from consult.territory import Figure
from tests.makers import a_municipality


@pytest.fixture
def told():
    """Fill a slot with the same pieces for everything, for one test: `told(slot, piece)`."""
    filled = []

    def fill(slot, *pieces):
        def filler(things):
            return {thing.id: pieces for thing in things}

        slot.filler(filler)
        filled.append((slot, filler))

    yield fill
    for slot, filler in filled:
        slot._fillers.remove(filler)


def test_the_platforms_are_listed_in_the_plan_s_order(browser):
    with speaking("en"):
        titles = [text(one.title) for one in platforms_of(home_cycle())]

    assert browser.get("/platforms").texts("h2 a") == titles


def test_a_platform_shows_its_letter_slogan_objective_and_the_plan_s_projects(browser):
    platform = platforms_of(home_cycle())[0]
    with speaking("en"):
        said = [text(platform.slogan), text(platform.objective)]
        said += [text(one["title"]) for one in platform.projects]
    letter, code = platform.letter, platform.code

    page = browser.get(f"/platforms/{code}")

    assert page.text(".disc") == letter
    assert all(words in page.text("main") for words in said)
    assert page.has(f".section--sign.platform--{code}")
    assert "No candidate project on this platform yet." in page.text("main")


def test_other_rooms_fill_a_platform_s_page(browser, told):
    told(platform_figures, Figure(289, "contributions"))
    told(platform_projects, Markup("<li><a href='/p'>One ticket</a></li>"))
    told(platform_voices, Markup("<li>Three buses</li>"))
    told(platform_places, {a_municipality().id: 50})
    code = platforms_of(home_cycle())[0].code

    page = browser.get(f"/platforms/{code}")

    assert "289 contributions" in page.text(".numbers")
    assert page.links()["One ticket"] == "/p"
    assert "Three buses" in page.text(".voice-rows")
    told = page.texts(".bars td:last-child")
    rates = [float(one.replace(",", "")) for one in told if one != "none yet"]
    assert rates == sorted(rates, reverse=True)
    assert rates[0] > 0


def test_the_themes_are_listed_with_their_shapes(browser):
    codes = [one.code for one in themes_of(home_cycle())]

    page = browser.get("/themes")

    assert all(page.has(f"svg.theme--{code}") for code in codes)


def test_a_theme_nobody_spoke_of_says_so(browser):
    code = themes_of(home_cycle())[0].code

    assert "No voice on this theme yet." in browser.get(f"/themes/{code}").text("main")


def test_other_rooms_fill_a_theme_s_page(browser, told):
    told(theme_figures, Figure(3, "voices"))
    told(theme_voices, Markup("<li>A cycle path</li>"))

    page = browser.get(f"/themes/{themes_of(home_cycle())[0].code}")

    assert "A cycle path" in page.text(".voice-rows")
    assert "3 voices" in page.text(".numbers")


@pytest.mark.parametrize(
    "address", ["/platforms/nowhere", "/themes/nowhere", "/cycles/x/signs-0123456789.css"]
)
def test_what_is_not_in_the_plan_is_not_found(browser, address):
    assert browser.get(address).status == 404


def test_the_plan_s_page_shows_its_looks_tracks_doors_and_strategies(browser):
    cycle = home_cycle()
    with speaking("en"):
        said = [text(one["title"]) for one in (*cycle.looks, *cycle.tracks)]

    page = browser.get("/plan")

    assert all(words in page.text("main") for words in said)
    assert "Strategies of the idea map" in page.text("main")


def test_an_administrator_finds_the_desk_on_the_plan_s_page(browser, ada, fabio):
    assert "/desk/plan" in browser.sign_in(fabio).get("/plan").links().values()
    assert "/desk/plan" not in browser.sign_in(ada).get("/plan").links().values()


@pytest.mark.milan
def test_the_plan_s_acts_are_told_with_their_dates_numbers_and_votes(browser):
    acts = browser.get("/plan").texts(".plan-acts li")

    assert acts == [
        "April 2015 Guidelines",
        "September 2015 Idea map",
        "11 April 2016 Adoption no. 16 Metropolitan Council",
        "21 April 2016 Opinion no. 3 Metropolitan Conference Outcome: favourable.",
        "12 May 2016 Approval no. 27 Metropolitan Council 13 in favour, 5 against, of 24 members.",
    ]


def test_words_in_another_language_than_the_page_s_say_so(browser):
    platform = platforms_of(home_cycle())[0]
    missing = "it" not in platform.title
    code = platform.code

    heading = browser.get(f"/platforms/{code}?lang=it").soup.select_one("h1")

    assert (heading.get("lang") is not None) is missing
