"""A map of numbers says the same in shades, in words and as a table."""

import pytest

from consult.kernel.i18n import speaking
from consult.territory import Mark, Series
from consult.territory.choropleth import Place, Scene, ZoneSign, draw
from consult.territory.drawing import Drawing
from tests.territory.places import shapes

ZONES = [ZoneSign("windward", "Windward", "WI"), ZoneSign("leeward", "Leeward", "LE")]
NAMES = {"T1": "Ternholm", "T2": "Heronsea", "T3": "Kelpwick", "T4": "Old Quay", "T5": "Marshby"}


@pytest.fixture
def drawing():
    return Drawing(shapes("invented"))


@pytest.fixture(autouse=True)
def _in_english():
    with speaking("en"):
        yield


def a_scene(**others):
    places = [
        Place(code, name, code, "windward" if code < "T4" else "leeward", f"/m/{code}")
        for code, name in NAMES.items()
    ]
    return Scene(**({"places": places, "zones": ZONES, "credit": "us"} | others))


def test_a_count_is_shaded_said_and_listed(drawing):
    drawn = draw(a_scene(), Series({"T1": 12, "T2": 3, "T4": 41}, none_label="nobody"), drawing)

    by_code = {area.code: area for area in drawn.areas}
    assert {code: area.level for code, area in by_code.items()} == {
        "T1": 3,
        "T2": 1,
        "T3": 0,
        "T4": 5,
        "T5": 0,
    }
    assert by_code["T1"].label == "Ternholm"
    assert by_code["T1"].value_text == "12"
    assert by_code["T1"].url == "/m/T1"
    assert [(row.label, row.zone, row.value_text) for row in drawn.table][:2] == [
        ("Ternholm", "Windward", "12"),
        ("Heronsea", "Windward", "3"),
    ]
    words = [item.label.replace("\N{EN DASH}", " to ") for item in drawn.legend]
    assert words == ["nobody", "1 to 4", "5 to 9", "10 to 19", "20 to 39", "40 and more"]
    assert drawn.credit == "us"


def test_each_zone_is_outlined_with_its_name_and_letters_inside(drawing):
    drawn = draw(a_scene(), Series({}), drawing)

    assert [(one.code, one.label, one.letters) for one in drawn.outlines] == [
        ("windward", "Windward", "WI"),
        ("leeward", "Leeward", "LE"),
    ]
    _, _, width, height = map(int, drawn.view_box.split())
    assert all(0 < one.x < width and 0 < one.y < height for one in drawn.outlines)


def test_a_rate_is_a_count_over_people_and_is_not_known_without_them(drawing):
    people = {"T1": 4_200, "T2": 12_800, "T3": None}

    drawn = draw(
        a_scene(), Series({"T1": 3, "T3": 9}, over=people, times=10_000, step=0.1), drawing
    )

    said = {row.label: row.value_text for row in drawn.table}
    assert said["Ternholm"] == "7.1"
    assert said["Heronsea"] == "0"
    assert said["Kelpwick"] == "not known"
    assert next(area.level for area in drawn.areas if area.code == "T3") == 0


def test_municipalities_that_became_one_share_its_shape_and_add_up(drawing):
    places = [
        Place("A", "North Ternholm", "T1", "windward"),
        Place("B", "South Ternholm", "T1", "windward", chosen=True),
    ]

    drawn = draw(a_scene(places=places), Series({"A": 2, "B": 3}), drawing)

    assert [(one.label, one.value_text, one.chosen) for one in drawn.areas] == [
        ("North Ternholm, South Ternholm", "5", True)
    ]
    assert [row.value_text for row in drawn.table] == ["2", "3"]


def test_what_is_not_known_of_the_merged_is_told_of_what_they_became(drawing):
    places = [Place("A", "North Ternholm", "T1", "windward")]

    drawn = draw(a_scene(places=places), Series({"A": None, "T1": 900}, missing=None), drawing)

    assert drawn.areas[0].value_text == "900"
    assert drawn.table[0].value_text == "not known"


def test_pins_are_numbered_and_do_not_cover_each_other(drawing):
    mark = Mark(-29.9, 40.3, "The last ferry", "/ideas/1")

    drawn = draw(a_scene(marks=[mark, mark]), Series({}), drawing)

    first, second = drawn.pins
    assert (first.n, second.n) == (1, 2)
    assert second.x - first.x >= 34
    assert first.label == "The last ferry"


def test_a_scale_keeps_the_shades_of_a_wider_map(drawing):
    near = a_scene(places=[Place("T1", "Ternholm", "T1", "windward")])

    drawn = draw(near, Series({"T1": 6}, scale=[1, 6, 12, 50]), drawing)

    assert drawn.areas[0].level == 2


def test_a_hatch_that_nothing_wears_is_not_in_the_legend(drawing):
    people = Series(dict.fromkeys(NAMES, 900), missing=None, none_label="not known")

    assert [item.label for item in draw(a_scene(), people, drawing).legend] == ["900"]


def test_without_a_drawing_the_table_is_left():
    drawn = draw(a_scene(), Series({"T1": 12}), None)

    assert drawn.areas == drawn.outlines == []
    assert drawn.table[0].value_text == "12"


def test_numbers_are_written_in_the_language_of_the_reader(drawing):
    with speaking("it"):
        drawn = draw(a_scene(), Series({"T1": 1_284}), drawing)

    assert drawn.areas[0].value_text == "1.284"
