"""An administrator changes the plan's words; the second of two editors loses nothing."""

import pytest

from consult.audit import acts_on
from consult.kernel.errors import ConflictError, NotAllowedError, RefusedError
from consult.taxonomy import home_cycle, platforms_of, themes_of
from consult.taxonomy.commands import WordsDraft, reword
from consult.taxonomy.policy import can_edit_plan


@pytest.fixture
def theme(database):
    return themes_of(home_cycle())[0]


@pytest.fixture
def language(database):
    return home_cycle().languages[0]


def a_draft(language, title="Getting about", version=1):
    return WordsDraft({"title": {language: title}, "hint": {language: "near"}}, version)


def test_an_administrator_changes_words_and_the_log_keeps_those_before(fabio, theme, language):
    before = dict(theme.title)

    reword(fabio, theme, a_draft(language), language)

    assert theme.title[language] == "Getting about"
    assert theme.version == 2
    assert theme.edited == ["hint", "title"]
    (act,) = acts_on(theme)
    assert act.actor_id == fabio.id
    assert act.verb == "reworded"
    assert act.details["before"]["title"] == before


def test_the_other_languages_stay_as_they_were(fabio, theme, language):
    others = {code: said for code, said in theme.title.items() if code != language}

    reword(fabio, theme, a_draft(language), language)

    assert {code: said for code, said in theme.title.items() if code != language} == others


def test_saving_the_same_words_is_no_act(fabio, theme, language):
    same = WordsDraft({"title": dict(theme.title), "hint": dict(theme.hint)}, 1)

    reword(fabio, theme, same, language)

    assert theme.version == 1
    assert not list(acts_on(theme))


def test_only_an_administrator_may(ada, fabio, theme, language):
    assert can_edit_plan(fabio)
    assert not can_edit_plan(ada)
    assert not can_edit_plan(None)
    with pytest.raises(NotAllowedError, match=r"administrator|amministra"):
        reword(ada, theme, a_draft(language), language)


def test_a_text_that_stands_for_the_others_cannot_be_empty(fabio, theme, language):
    with pytest.raises(RefusedError) as refusal:
        reword(fabio, theme, a_draft(language, title="  "), language)

    assert refusal.value.field == f"title_{language}"


def test_the_second_of_two_editors_is_told(fabio, theme, language):
    reword(fabio, theme, a_draft(language), language)

    with pytest.raises(ConflictError):
        reword(fabio, theme, a_draft(language, title="Moving"), language)

    assert theme.title[language] == "Getting about"


def test_the_desk_lists_everything_that_has_words(browser, fabio):
    titles = [one.title for one in platforms_of(home_cycle())]
    page = browser.sign_in(fabio).get("/desk/plan")

    assert page.status == 200
    assert all(set(title.values()) & set(page.links()) for title in titles)


@pytest.mark.parametrize("address", ["/desk/plan", "/desk/plan/plans/x"])
def test_the_desk_is_closed_to_others(browser, ada, address):
    assert browser.get(address).status == 303
    assert browser.sign_in(ada).get(address).status == 403


@pytest.mark.parametrize("kind", ["plans", "platforms", "themes", "strategies", "zones", "people"])
def test_what_has_no_words_is_not_found(browser, fabio, kind):
    assert browser.sign_in(fabio).get(f"/desk/plan/{kind}/nowhere").status == 404


def test_words_are_changed_on_a_page(browser, fabio, theme, language):
    code = theme.code
    browser.sign_in(fabio).get(f"/desk/plan/themes/{code}")

    page = browser.post(f"/desk/plan/themes/{code}", **{f"title_{language}": "Getting about"})

    assert page.status == 303
    assert "Getting about" in browser.get(f"/themes/{code}?lang={language}").text("h1")
    assert "changed here" in browser.get("/desk/plan?lang=en").text("main")


def test_an_empty_title_is_told_beside_its_field(browser, fabio, theme, language):
    code = theme.code
    browser.sign_in(fabio).get(f"/desk/plan/themes/{code}")

    page = browser.post(f"/desk/plan/themes/{code}", **{f"title_{language}": ""})

    assert page.status == 422
    assert "no other can stand in for it" in page.text(f"#title_{language}-error")


def test_two_editors_at_once_see_what_differs_and_nothing_typed_is_lost(
    browser, another_browser, fabio, theme, language
):
    code, field = theme.code, f"title_{language}"
    address = f"/desk/plan/themes/{code}"
    browser.sign_in(fabio).get(address)
    another_browser.sign_in(fabio).get(address)
    browser.post(address, **{field: "Getting about"})

    page = another_browser.post(address, **{field: "Moving"})

    assert page.status == 409
    assert page.value(field) == "Moving"
    assert "Getting about" in page.text(".notice")
    again = another_browser.post(address, **{field: "Moving"})
    assert again.status == 303


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
def test_a_version_that_is_none_is_a_conflict_not_a_fault(browser, fabio, theme, language, version):
    address = f"/desk/plan/themes/{theme.code}"
    browser.sign_in(fabio).get(address)

    page = browser.post(address, version=version, **{f"title_{language}": "Moving"})

    assert page.status == 409
