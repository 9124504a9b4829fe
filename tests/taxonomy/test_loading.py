"""A plan is taken in once, brought up to date after, and keeps what was changed at the desk."""

import pytest
from sqlalchemy import func, select

from consult.demo import plan_folder
from consult.kernel.db import Model, db
from consult.taxonomy import (
    PlanError,
    acts_of,
    channels_of,
    get_cycle,
    get_platform,
    get_strategy,
    get_theme,
    home_cycle,
    load_plan,
    platforms_of,
    strategies_of,
    territory_of,
    themes_of,
)
from consult.territory import GoneError, home_territory, zones_of
from tests.taxonomy.plans import a_copy, changed


def counts():
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table))
        for table in Model.metadata.tables.values()
        if table.name != "alembic_version"
    }


@pytest.fixture
def cycle(database, tmp_path):
    """The invented plan beside the one at hand, from a copy that a test may change."""
    return load_plan(a_copy(tmp_path))


def test_loading_twice_changes_nothing_more(database, plan_name):
    before, version = counts(), home_cycle().version

    cycle = load_plan(plan_folder(plan_name))

    assert counts() == before
    assert cycle.version == version
    assert all(one.version == 1 for one in platforms_of(cycle))


def test_a_second_plan_stands_beside_the_first_on_its_own_land(database, cycle):
    assert get_cycle("tern-2031") is cycle
    assert territory_of(cycle).code == "tern-lagoon"
    assert [one.code for one in zones_of(territory_of(cycle))] == ["windward", "leeward"]
    assert [one.code for one in themes_of(cycle)] == ["ferries", "housing", "fishing"]
    assert [one.code for one in strategies_of(cycle)] == ["afloat", "rooted"]
    assert [one.code for one in channels_of(cycle)] == ["online", "territorial-table"]
    assert [one.kind for one in acts_of(cycle)] == ["guidelines", "adoption"]
    assert territory_of(home_cycle()) is home_territory()


def test_what_a_plan_calls_its_own_is_found_only_there(cycle):
    assert get_platform(cycle, "tides").letter == "T"
    assert get_theme(cycle, "ferries").shape == "circle"
    assert get_strategy(cycle, "rooted").keywords == {}
    for find in (get_platform, get_theme, get_strategy):
        with pytest.raises(Exception, match=r"no such|non c'è|Non c'è"):
            find(cycle, "mobilita-nowhere")


def test_what_changes_in_the_files_changes_in_the_plan(cycle, tmp_path):
    signs = cycle.signs_version
    changed(tmp_path, '"Ferries"', '"Boats"')
    changed(tmp_path, 'colour: "#1B5E8C", title', 'colour: "#0B4A41", title')
    folder = changed(tmp_path, "number: ", "number: 1")

    again = load_plan(folder)

    assert again is cycle
    theme = get_theme(cycle, "ferries")
    assert theme.title == {"en": "Boats"}
    assert theme.version == 2
    assert get_theme(cycle, "housing").version == 1
    assert acts_of(cycle)[1].number == '1"4"' or acts_of(cycle)[1].number.startswith("1")
    assert cycle.signs_version != signs


def test_words_changed_at_the_desk_are_kept_unless_told_otherwise(cycle, tmp_path):
    theme = get_theme(cycle, "ferries")
    theme.reword({"title": {"en": "Crossings"}}, seen=1)
    folder = changed(tmp_path, '"Ferries"', '"Boats"')
    changed(tmp_path, '"timetables, piers, fares"', '"piers"')

    load_plan(folder)

    assert theme.title == {"en": "Crossings"}
    assert theme.hint == {"en": "piers"}
    assert theme.edited == ["title"]
    load_plan(folder, overwrite=True)
    assert theme.title == {"en": "Boats"}
    assert theme.edited == []


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("{code: fishing,", "{code: nets,", "Fishing"),
        ("code: tides", "code: waves", "Live with the tides"),
        ("{code: rooted,", "{code: salty,", "Rooted in salt"),
        ("{code: online,", "{code: mail,", "Letters online"),
        ("{code: leeward,", "{code: lee,", "Leeward"),
    ],
)
def test_what_voices_refer_to_cannot_leave_the_plan(cycle, tmp_path, old, new, name):
    folder = changed(tmp_path, old, new)
    if "lee" in new:
        path = folder / "municipalities.csv"
        path.write_text(path.read_text().replace("leeward", "lee"))

    with pytest.raises(GoneError, match=name):
        load_plan(folder)


def test_a_plan_with_faults_leaves_no_trace(database, tmp_path):
    before = counts()

    with pytest.raises(PlanError):
        load_plan(changed(tmp_path, "shape: square", "shape: star"))

    assert counts() == before


def test_a_vocation_that_leaves_the_file_leaves_the_zone(cycle, tmp_path):
    folder = changed(tmp_path, ', vocation: {en: "Open water, open workshops"}', "")

    load_plan(folder)

    assert counts()["zone_vocation"] >= 2
