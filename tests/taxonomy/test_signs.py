"""The stylesheet of signs holds codes and colours, and nothing that anyone could slip in."""

import re

import pytest

from consult.taxonomy import Platform, Theme, home_cycle, signs_url
from consult.taxonomy.colours import contrast, is_colour
from consult.taxonomy.signs import stylesheet
from consult.territory import Zone, home_territory, zones_of

RULE = re.compile(
    r"\.(zone|platform|theme)--[a-z0-9-]+\{--sign:#[0-9A-F]{6};--sign-ink:#[0-9A-F]{6}\}"
)


def test_each_sign_has_one_rule(browser):
    codes = [zone.code for zone in zones_of(home_territory())]
    page = browser.get(signs_url(home_cycle()))

    assert page.status == 200
    assert page.response.mimetype == "text/css"
    rules = page.html.split()
    assert all(RULE.fullmatch(rule) for rule in rules)
    assert [rule.split("{")[0] for rule in rules[: len(codes)]] == [
        f".zone--{code}" for code in codes
    ]


def test_the_stylesheet_is_kept_as_long_as_it_stays_the_same(browser):
    address = signs_url(home_cycle())

    assert browser.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    older = browser.get(re.sub("signs-.{10}", "signs-0123456789", address))
    assert older.status == 200
    assert older.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("sheet", ["signs.css", "signs-x.css", "signs-01234567890.css", "a"])
def test_no_other_sheet_is_there(browser, sheet):
    assert browser.get(f"/cycles/{home_cycle().code}/{sheet}").status == 404


def test_pages_ask_for_the_stylesheet_of_their_plan(browser):
    address = signs_url(home_cycle())

    assert browser.get("/platforms").has(f'link[href="{address}"]')


@pytest.mark.parametrize(
    ("code", "colour"),
    [
        ("a", "red"),
        ("a", "#12345"),
        ("a", "#123456;}body{display:none"),
        ("a", "#123456\n"),
        ("a{}", "#123456"),
        ("A", "#123456"),
        ("", "#123456"),
    ],
)
def test_nothing_but_codes_and_colours_gets_in(code, colour):
    zone = Zone(code=code, colour=colour, ink="#FFFFFF")

    with pytest.raises(ValueError, match="a sign is a code and two colours"):
        stylesheet([zone], [], [])
    with pytest.raises(ValueError, match="a sign is"):
        stylesheet([], [Platform(code=code, colour=colour)], [])
    with pytest.raises(ValueError, match="a sign is"):
        stylesheet([], [], [Theme(code=code, colour=colour)])


def test_contrast_is_measured_as_the_guidelines_say():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert not is_colour("#FFFFFG")
