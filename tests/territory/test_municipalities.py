"""What stood where on which day, by name and by place."""

from datetime import date

import pytest

from consult.kernel.db import db
from consult.kernel.i18n import speaking
from consult.territory import (
    GoneError,
    MunicipalityDraft,
    Series,
    Stay,
    TerritoryDraft,
    ZoneDraft,
    home_territory,
    load_territory,
    map_of,
    municipalities_matching,
    municipalities_on,
    municipality_at,
    municipality_named,
    rates_of,
    slug_of,
    sums_of,
    today,
    zone_of,
    zones_by_municipality,
    zones_of,
)
from consult.territory.queries import moves_of, turning_days

IN_2016, LATER = date(2016, 7, 1), date(2018, 7, 1)
TRIANGLE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 1], [0, 0]]]}


def a_draft(**others):
    """A land of two zones, where Oak moved and Elm became Oak."""
    given = {
        "code": "land",
        "name": "Land",
        "zones_title": {"en": "Parts"},
        "credit": {"en": "us"},
        "population_year": 2020,
        "zones": (
            ZoneDraft("up", "Up", "U", "#000000", "#FFFFFF"),
            ZoneDraft("down", "Down", "D", "#FFFFFF", "#000000"),
        ),
        "municipalities": (
            MunicipalityDraft(
                "1",
                "Oak",
                (Stay("up", None, date(2017, 1, 1)), Stay("down", date(2017, 1, 1))),
                population=100,
                boundary=TRIANGLE,
            ),
            MunicipalityDraft(
                "2", "Elm", (Stay("up"),), valid_to=date(2019, 1, 1), successor="1", drawn_as="1"
            ),
        ),
    }
    return TerritoryDraft(**(given | others))


@pytest.fixture
def land(database):
    return load_territory(a_draft())


@pytest.mark.milan
def test_there_were_134_municipalities_in_the_plan_s_year_and_there_are_133_now(database):
    territory = home_territory()

    assert len(municipalities_on(territory, IN_2016)) == 134
    assert len(municipalities_on(territory, LATER)) == 134
    assert len(municipalities_on(territory, today())) == 133
    assert turning_days(territory) == [date(2017, 2, 22), date(2019, 2, 8)]


@pytest.mark.milan
def test_cologno_monzese_was_in_nord_milano_until_february_2017(database):
    cologno = municipality_named(home_territory(), "Cologno Monzese")

    assert zone_of(cologno, date(2017, 2, 21)).name == "Nord Milano"
    assert zone_of(cologno, date(2017, 2, 22)).name == "Adda Martesana"
    assert zone_of(cologno, today()).name == "Adda Martesana"


@pytest.mark.milan
def test_vermezzo_became_part_of_vermezzo_con_zelo(database):
    territory = home_territory()
    vermezzo = municipality_named(territory, "Vermezzo")

    assert vermezzo.stands_on(date(2019, 2, 7))
    assert not vermezzo.stands_on(date(2019, 2, 8))
    assert municipality_named(territory, "Vermezzo", today()).name == "Vermezzo con Zelo"
    assert municipality_named(territory, "Vermezzo", IN_2016) is vermezzo


@pytest.mark.milan
def test_a_past_map_says_whose_shape_stands_for_whom(database):
    with speaking("it"):
        drawn = map_of(home_territory(), IN_2016, Series({}))

    assert len(drawn.table) == 134
    assert len(drawn.areas) == 133
    assert "Vermezzo, Zelo Surrigone" in {area.label for area in drawn.areas}
    assert "Vermezzo e Zelo Surrigone" in drawn.note
    assert "Openpolis" in drawn.credit
    assert map_of(home_territory(), today(), Series({})).note == ""


@pytest.mark.milan
def test_a_merged_municipality_s_people_are_counted_with_what_it_became(database):
    sums = {one.zone.code: one for one in sums_of(home_territory(), IN_2016)}

    assert len(sums["magentino-abbiatense"].municipalities) == 29
    now = {one.zone.code: one for one in sums_of(home_territory(), today())}
    assert sums["magentino-abbiatense"].population == now["magentino-abbiatense"].population


@pytest.mark.milan
def test_a_name_is_known_whatever_its_accents_and_apostrophes(database):
    ways = ("cassano d'adda", "Cassano d\N{RIGHT SINGLE QUOTATION MARK}Adda", " CASSANO D ADDA")

    assert {municipality_named(home_territory(), typed).name for typed in ways} == {
        "Cassano d'Adda"
    }


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Saint Øre's Bar", "saint-ore-s-bar"),
        ("Città Àlta", "citta-alta"),
        ("Łódź", "lodz"),
        ("  --  ", ""),
    ],
)
def test_an_address_is_made_of_plain_letters(name, slug):
    assert slug_of(name) == slug


def test_the_beginning_of_any_word_finds_a_municipality(database):
    territory = home_territory()
    someone = municipalities_on(territory, today())[-1]
    word = someone.name.split()[-1][:4]

    assert someone in municipalities_matching(territory, word.upper())
    assert municipalities_matching(territory, "zzz") == []
    assert municipalities_matching(territory, "'") == []


def test_every_municipality_stands_in_one_zone_of_its_land(database):
    territory = home_territory()
    zones = {zone.id for zone in zones_of(territory)}

    inside = zones_by_municipality(territory, today())

    assert set(inside) == {one.id for one in municipalities_on(territory, today())}
    assert {zone.id for zone in inside.values()} == zones


def test_a_place_is_in_the_municipality_around_it(database):
    territory = home_territory()
    someone = next(one for one in municipalities_on(territory, today()) if one.latitude)

    assert municipality_at(territory, someone.latitude, someone.longitude) is someone
    assert municipality_at(territory, 0, 0) is None


def test_rates_are_sorted_and_per_ten_thousand_people(database):
    territory = home_territory()
    total = sums_of(territory, today())[0]

    first, *others = rates_of(territory, today(), {total.municipalities[0].id: 50})

    assert first.zone == total.zone
    assert first.rate == pytest.approx(50 / total.population * 10_000, abs=0.06)
    assert all(one.voices == 0 for one in others)


def test_loading_a_land_twice_changes_nothing(land):
    before = land.fingerprint
    again = load_territory(a_draft())

    assert again is land
    assert land.fingerprint == before
    assert [one.name for one in municipalities_on(land, date(2016, 1, 1))] == ["Elm", "Oak"]
    assert [one.name for one in municipalities_on(land, date(2019, 1, 1))] == ["Oak"]


def test_a_stay_lasts_no_longer_than_its_municipality(land):
    assert len(zones_by_municipality(land, date(2018, 1, 1))) == 2
    assert len(zones_by_municipality(land, date(2019, 1, 1))) == 1


def test_a_zone_tells_who_joined_and_who_left_but_not_who_was_merged(land):
    up, down = zones_of(land)

    assert [(one.municipality.name, one.valid_to) for one in moves_of(up)] == [
        ("Oak", date(2017, 1, 1))
    ]
    assert [(one.municipality.name, one.valid_from) for one in moves_of(down)] == [
        ("Oak", date(2017, 1, 1))
    ]


def test_what_changes_in_the_file_changes_in_the_land(land):
    before = land.fingerprint
    oak, elm = a_draft().municipalities
    moved = MunicipalityDraft("1", "Oak", (Stay("down"),), population=120, boundary=TRIANGLE)

    load_territory(a_draft(name="New Land", municipalities=(moved, elm)))

    assert land.name == "New Land"
    assert land.fingerprint != before
    assert municipality_named(land, "oak").population == 120
    assert zone_of(municipality_named(land, "oak"), date(2010, 1, 1)).code == "down"
    assert oak.population == 100


def test_what_voices_refer_to_cannot_leave_the_file(land):
    oak, _ = a_draft().municipalities

    with pytest.raises(GoneError, match="Elm"):
        load_territory(a_draft(municipalities=(oak,)))
    with pytest.raises(GoneError, match="Down"):
        load_territory(a_draft(zones=a_draft().zones[:1]))


def test_a_land_without_boundaries_still_has_its_table(database):
    oak = MunicipalityDraft("1", "Oak", (Stay("up"),))
    bare = load_territory(a_draft(code="bare", municipalities=(oak,)))

    drawn = map_of(bare, today(), Series({"1": 3}))

    assert drawn.areas == []
    assert [(row.label, row.value_text) for row in drawn.table] == [("Oak", "3")]


def test_boundaries_are_not_read_where_nobody_draws(database, count_queries):
    territory = home_territory()
    db.session.expire_all()

    with count_queries() as seen:
        municipalities_on(territory, today())

    assert not any("boundary" in statement for statement in seen)
