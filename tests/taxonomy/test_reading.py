"""A plan's files are read strictly, and every fault is told with its file, line and key."""

import pytest

from consult.demo import plan_folder
from consult.kernel.i18n import speaking
from consult.taxonomy import PlanError
from consult.taxonomy.reading import read_plan
from tests.taxonomy.plans import a_copy, changed


@pytest.fixture(autouse=True)
def _in_english():
    with speaking("en"):
        yield


def problems(folder):
    with pytest.raises(PlanError) as caught:
        read_plan(folder)
    return caught.value.problems


def test_the_reference_plan_is_read_whole():
    plan = read_plan(plan_folder("milan"))

    assert (plan.code, plan.from_year, plan.to_year) == ("psm-2016-2018", 2016, 2018)
    assert [one.letter for one in plan.platforms] == list("FESIRC")
    assert [one.shape for one in plan.themes] == [
        *("circle", "square", "diamond", "triangle", "triangle-down", "cross")
    ]
    assert [one.letters for one in plan.territory.zones] == [
        *("AM", "MA", "SO", "SE", "AD", "NM", "NO", "MI")
    ]
    assert [one.is_outside for one in plan.territory.zones].count(True) == 1
    assert len(plan.territory.municipalities) == 135
    assert len(plan.channels) == 5
    assert plan.strategies[0].keywords["en"] == ["simple", "enabling", "transparent"]
    assert {"phases", "zone_agenda", "backgrounds", "implementation", "idea_map"} == set(
        plan.extras
    )


def test_the_acts_of_the_reference_plan_keep_their_dates_and_votes():
    acts = {one.kind: one for one in read_plan(plan_folder("milan")).acts}

    assert (str(acts["adoption"].on), acts["adoption"].number) == ("2016-04-11", "16")
    assert (str(acts["opinion"].on), acts["opinion"].number) == ("2016-04-21", "3")
    assert (str(acts["approval"].on), acts["approval"].number) == ("2016-05-12", "27")
    assert acts["approval"].votes == {"for": 13, "against": 5, "members": 24}
    assert acts["guidelines"].only_month


def test_an_invented_plan_is_read_by_the_same_code():
    plan = read_plan(plan_folder("invented"))

    assert plan.languages == ["en"]
    assert len(plan.platforms) == 1
    assert len(plan.territory.zones) == 2
    assert len(plan.themes) == 3
    assert plan.vocations["windward"] == {"en": "Open water, open workshops"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  code: tern-2031", "  code: Tern 2031", "plan.code: “Tern 2031” is not a code"),
        ("  code: tern-2031", "  colour: red", "plan.colour: this key is not known here."),
        ("  code: tern-2031", "  year: 1", "plan.code: this key is missing."),
        ("  minimum_age: 14", "  minimum_age: 13", "plan.minimum_age: a whole number from 14"),
        ("  minimum_age: 14", "  minimum_age: [14]", "plan.minimum_age: one line of words"),
        ("Atlantic/Azores", "Atlantic/Atlantis", "“Atlantic/Atlantis” is not a time zone."),
        ("{from: 2031, to: 2034}", "{from: 2031, to: 2030}", "ends before it begins"),
        ("{from: 2031, to: 2034}", "[2031]", "plan.period: a table of keys is wanted here."),
        ("  languages: [en]", "  languages: [english]", "“english” is not a language code."),
        ("  languages: [en]", "  languages: en", "plan.languages: a list is wanted here."),
        ('"#5A3E85"\n    title', '"red"\n    title', "“red” is not a colour of the form #rrggbb."),
        ('"#5A3E85"\n    title', '"#fff;}"\n    title', "“#fff;}” is not a colour"),
        (
            '"#5A3E85"\n    title',
            '"#F2F2F2"\n    title',
            "#FFFFFF on #F2F2F2 has a contrast of 1.1",
        ),
        ("letter: T", "letter: TT", "platforms[1].letter: “TT”: letters only, at most 1."),
        ("letters: LE", "letters: WI", "zones[2].letters: “WI” is here twice."),
        ("{code: leeward,", "{code: windward,", "zones[2].code: “windward” is here twice."),
        ("{code: housing,", "{code: ferries,", "themes[2].code: “ferries” is here twice."),
        ("shape: square", "shape: star", "themes[2].shape: “star” is not one of circle, square"),
        (
            'hint: {en: "timetables',
            'hint: {fr: "timetables',
            "themes[1].hint.fr: this key is not known",
        ),
        ('title: {en: "Ferries"}', "title: {}", "themes[1].title.en: this key is missing."),
        ('title: {en: "Ferries"}', "title: Ferries", "themes[1].title: a table of keys is wanted"),
        ('title: {en: "Ferries"}', 'title: {en: " "}', "themes[1].title.en: this is empty."),
        (
            'date: "2031-06-03"',
            'date: "3 June"',
            "plan.acts[2].date: a day (2016-05-12) or a month",
        ),
        ("kind: adoption", "kind: party", "plan.acts[2].kind: “party” is not one of guidelines"),
        (
            "against: 2, members: 12",
            "against: 4, members: 12",
            "there are more votes than members.",
        ),
        ("platforms:\n", "platforms: 3\nplatform:\n", "platforms: a list is wanted here."),
        ("schema: 1", "schema: 2", "schema: a whole number from 1 to 1 is wanted here."),
        ("schema: 1", "schema: 1\nschema: 1", "schema: this key is here twice."),
        (
            "population_year: 2030",
            "population_year: long ago",
            "territory.population_year: a whole",
        ),
    ],
)
def test_a_fault_is_told_with_its_line_and_key(tmp_path, old, new, told):
    found = problems(changed(tmp_path, old, new))

    assert any(told in problem for problem in found), found
    assert found[0].startswith("plan.yaml, line ")


def test_the_line_is_the_one_in_the_file(tmp_path):
    folder = changed(tmp_path, "shape: square", "shape: star")
    lines = (folder / "plan.yaml").read_text().splitlines()
    line = next(place for place, said in enumerate(lines, 1) if "star" in said)

    assert problems(folder)[0].startswith(f"plan.yaml, line {line}, themes[2].shape:")


def test_all_faults_are_told_at_once(tmp_path):
    changed(tmp_path, "shape: square", "shape: star")
    changed(tmp_path, "  minimum_age: 14", "  minimum_age: 3")

    assert len(problems(changed(tmp_path, "letters: LE", "letters: LEEE"))) == 3


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "this file is empty."),
        (b"plan: [", "this is not YAML"),
        (b"\xff\xfe", "this file is not in UTF-8."),
        (b"- 1", "a table of keys is wanted here."),
        (b"[" * 5_000, "this is not YAML"),
        (b"a: !!python/object/apply:os.system [id]", "this key is not known here."),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_words(tmp_path, content, told):
    folder = a_copy(tmp_path)
    (folder / "plan.yaml").write_bytes(content)

    assert any(told in problem for problem in problems(folder))


def test_a_folder_without_a_plan_says_so(tmp_path):
    assert problems(tmp_path) == ["plan.yaml, line 1, -: this file cannot be opened."]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("code,name,zones", "code,name,zone", "line 1, zones: this column is missing."),
        ("code,name,zones", "code,name,zone", "line 1, zone: this column is not known."),
        ("T1,Ternholm,windward", "T1,Ternholm,north", "line 2, zones: “north” is not a zone"),
        ("T1,Ternholm,windward", "T1,Ternholm,", "line 2, zones: this is empty."),
        ("T1,Ternholm,windward", "T1,,windward", "line 2, name: this is empty."),
        ("T1,Ternholm,windward", "T1,Heronsea,windward", "line 3, name: “Heronsea” is here twice."),
        ("T1,Ternholm", "T2,Ternholm", "line 3, code: “T2” is here twice."),
        ("T1,Ternholm", "T?,Ternholm", "line 2, code: a code of letters and digits"),
        ("T1,Ternholm", "T9,Ternholm", "line 2, code: Ternholm has no boundary"),
        ("T1,Ternholm", "T9,Ternholm", "features[1]: “T1” is not a municipality of"),
        ("40.3,-29.9", "140.3,-29.9", "line 2, latitude: a number is wanted here."),
        ("434.9,4200", "434.9,many", "line 2, population: a whole number is wanted here."),
        ("windward,40.3,-29.9", "windward until 2031; leeward,40.3,-29.9", "a day (2016-05-12)"),
        (
            "windward,40.3,-29.9",
            "windward; leeward,40.3,-29.9",
            "zones: a zone before another one needs its last day.",
        ),
        (
            "windward,40.3,-29.9",
            "windward until 2031-01-02; leeward until 2031-01-01; windward,40.3,-29.9",
            "zones: these days do not follow each other.",
        ),
    ],
)
def test_a_fault_among_the_municipalities_is_told_with_its_line(tmp_path, old, new, told):
    found = problems(changed(tmp_path, old, new, file="municipalities.csv"))

    assert any(told in problem for problem in found), found


def test_a_municipality_ends_after_it_begins_and_becomes_one_that_exists(tmp_path):
    folder = a_copy(tmp_path)
    path = folder / "municipalities.csv"
    head, first, *others = path.read_text().splitlines()
    lines = [f"{head},valid_from,valid_to,successor,drawn_as"]
    lines += [f"{first},2031-01-01,2030-01-01,X,Y", *(f"{line},,,," for line in others)]
    path.write_text("\n".join(lines))

    told = " ".join(problems(folder))

    assert "valid_to: these days do not follow each other." in told
    assert "successor: “X” is not a municipality here." in told
    assert "drawn_as: “Y” is not a municipality here." in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"type":"Polygon"', '"type":"Point"', "features[1]: this boundary is wrong"),
        ('{"code":"T2"}', '{"code":"T1"}', "features[2]: “T1” is here twice."),
        ('"features":[', '"things":[', "this file cannot be read"),
        ("[-30.02,40.2]", "[-300,40.2]", "out of range"),
        ("[[[-30.02,40.2]", '[[["x",40.2]', "cannot be read"),
        ("FeatureCollection", "FeatureCollection\x00", "cannot be read"),
    ],
)
def test_a_fault_among_the_boundaries_is_told(tmp_path, old, new, told):
    found = problems(changed(tmp_path, old, new, file="boundaries.geojson"))

    assert any(told in problem for problem in found), found


@pytest.mark.parametrize("file", ["municipalities.csv", "boundaries.geojson"])
def test_a_missing_file_is_told(tmp_path, file):
    folder = a_copy(tmp_path)
    (folder / file).unlink()

    assert any(problem.startswith(f"{file}, line 1, -:") for problem in problems(folder))


def test_words_are_cleaned_as_if_a_person_had_typed_them(tmp_path):
    folder = changed(tmp_path, '"Stay, cross, repair"', '"Stay,\\u202E  cross, e\\u0301"')

    assert read_plan(folder).platforms[0].slogan == {"en": "Stay, cross, é"}
