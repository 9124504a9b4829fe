"""What was said is shown on the pages of its place, its zone and its theme."""

import pytest

from consult.processes import Activity
from consult.territory import today, zone_of
from tests.makers import a_municipality, a_process, a_theme, an_idea

TITLE = "A night bus between the two stations"


@pytest.fixture
def said(ada, process):
    """A published idea about the first municipality and the first theme."""
    return an_idea(ada, process, title=TITLE, published=True)


def test_a_municipality_shows_what_was_said_from_it(browser, said):
    slug = a_municipality().slug

    page = browser.get(f"/municipalities/{slug}")

    assert TITLE in page.text(".voice-rows")
    assert page.links()[f"«{TITLE}»"] == f"/processes/plan/ideas/{said.code}"


def test_a_zone_shows_what_was_said_from_its_municipalities_and_how_much(browser, said):
    zone = zone_of(a_municipality(), today())
    code = zone.code

    page = browser.get(f"/zones/{code}")

    assert TITLE in page.text(".voice-rows")
    assert "1 contribution" in page.text(".numbers")
    assert page.links()["contribution"] == f"/processes/plan/ideas?zone={code}"


def test_a_theme_shows_what_was_said_on_it(browser, said):
    code = a_theme().code

    page = browser.get(f"/themes/{code}")

    assert TITLE in page.text(".voice-rows")
    assert page.links()["contribution"] == f"/processes/plan/ideas?theme={code}"


def test_what_waits_for_a_moderator_is_on_no_page(browser, ada, process):
    an_idea(ada, process, title=TITLE)

    for address in (
        f"/municipalities/{a_municipality().slug}",
        f"/zones/{zone_of(a_municipality(), today()).code}",
        f"/themes/{a_theme().code}",
    ):
        assert TITLE not in browser.get(address).text("main")


def test_a_silent_municipality_leads_to_writing_while_ideas_are_collected(browser, process):
    place = a_municipality()
    slug, name = place.slug, place.name

    page = browser.get(f"/municipalities/{slug}?lang=en")

    assert f"No voice from {name} yet." in page.text(".empty")
    assert page.links()[f"Write an idea for {name}"] == f"/processes/plan/ideas/new?place={slug}"


def test_nobody_is_led_to_writing_when_ideas_are_not_collected(browser):
    a_process(opens=[Activity.COMMENT])
    slug = a_municipality().slug

    page = browser.get(f"/municipalities/{slug}")

    assert "/processes/plan/ideas/new" not in page.text("main")
    assert not any(words.startswith("Write an idea") for words in page.links())


def test_a_new_voice_is_on_the_page_of_its_place_at_once(browser, ada, process):
    slug = a_municipality().slug
    browser.get(f"/municipalities/{slug}")
    an_idea(ada, process, title=TITLE, published=True)

    assert TITLE in browser.get(f"/municipalities/{slug}").text(".voice-rows")
