"""The desk where planners set the phases: instants on the consultation's clock, what each opens."""

from __future__ import annotations

import pytest

from consult.kernel.db import db
from consult.processes import Process
from tests.makers import the_cycle

DESK = "/processes/plan/desk/settings"


@pytest.fixture
def first(database):
    """The first language of the plan."""
    return the_cycle().languages[0]


@pytest.fixture
def in_rome(process):
    """The same consultation, on the clock of Rome."""
    process.cycle.time_zone = "Europe/Rome"
    db.session.flush()
    return process


def the_process():
    return db.session.query(Process).filter_by(slug="plan").one()


def test_a_planner_adds_a_phase_on_the_consultations_clock(browser, elena, in_rome, first):
    browser.sign_in(elena).get(f"{DESK}/phases/new?lang=en")
    page = browser.post(
        f"{DESK}/phases",
        **{
            f"title_{first}": "Construction",
            "opens_at": "2030-09-18T18:00",
            "closes_at": "2030-12-01T12:30",
            "opens": ["tables", "choose"],
        },
    )

    assert page.status == 303
    phase = the_process().phases[-1]
    assert phase.opens == ["tables", "choose"]
    assert phase.opens_at.isoformat() == "2030-09-18T16:00:00+00:00"
    page = browser.get(f"{DESK}/phases")
    assert "18 September 2030, 18:00" in page.text("main")
    assert "27 October 2030 the clock goes back" in page.text("main")


def test_an_hour_that_does_not_exist_is_refused_beside_it(browser, elena, in_rome, first):
    typed = {
        f"title_{first}": "Construction",
        "opens_at": "2030-03-31T02:30",
        "closes_at": "2030-12-01T12:30",
    }
    browser.sign_in(elena).get(f"{DESK}/phases/new?lang=en")
    page = browser.post(f"{DESK}/phases", **typed)

    assert page.status == 422
    assert "31 March 2030 the clock goes forward" in page.text("#opens_at-error")
    assert page.value("opens_at").startswith("2030-03-31T02:30")
    assert page.value(f"title_{first}") == "Construction"


def test_a_phase_without_title_or_days_comes_back(browser, elena, first):
    browser.sign_in(elena)
    page = browser.post(f"{DESK}/phases", opens_at="2030-03-01T02:30", closes_at="2030-12-01T12:30")
    assert "Give the phase a title" in page.text(f"#title_{first}-error")

    page = browser.post(f"{DESK}/phases", **{f"title_{first}": "X", "opens_at": "soon"})
    assert page.status == 422
    assert page.has("#opens_at-error")


def test_an_activity_nobody_knows_comes_back(browser, elena, first):
    page = browser.sign_in(elena).post(
        f"{DESK}/phases",
        **{
            f"title_{first}": "X",
            "opens_at": "2030-03-01T02:30",
            "closes_at": "2030-12-01T12:30",
            "opens": ["rule_the_world"],
        },
    )

    assert page.status == 422


def test_a_phase_sent_twice_is_added_once(browser, elena, first):
    browser.sign_in(elena).get(f"{DESK}/phases/new")
    data = browser.page.form_to(f"{DESK}/phases") | {
        f"title_{first}": "Construction",
        "opens_at": "2030-09-18T18:00",
        "closes_at": "2030-12-01T12:30",
    }

    one = browser.send(f"{DESK}/phases", data=data)
    other = browser.send(f"{DESK}/phases", data=data)

    assert one.location == other.location
    assert len(the_process().phases) == 2


def test_a_phase_opened_and_saved_untouched_stays_as_it_was(browser, elena, in_rome):
    phase = the_process().phases[0]
    phase.opens_at = phase.opens_at.replace(microsecond=0, second=7)
    phase.closes_at = phase.closes_at.replace(microsecond=0)
    before = (phase.opens_at, phase.closes_at, phase.opens, phase.title)
    url = f"{DESK}/phases/positions"
    page = browser.sign_in(elena).get(url)
    ticked = [box["value"] for box in page.soup.select("[name=opens][checked]")]

    assert browser.post(url, opens=ticked).status == 303

    phase = the_process().phases[0]
    assert (phase.opens_at, phase.closes_at, phase.opens, phase.title) == before


def test_the_second_of_two_editors_of_a_phase_loses_nothing(
    browser, another_browser, elena, fabio, first
):
    url = f"{DESK}/phases/positions"
    hidden = another_browser.sign_in(fabio).get(url).form_to(url)
    browser.sign_in(elena).post(url, **{f"title_{first}": "Saved first"})

    page = another_browser.send(url, data=hidden | {f"title_{first}": "Typed second"})

    assert page.status == 409
    assert page.value(f"title_{first}") == "Typed second"
    assert "Saved first" in page.text(".facts")


def test_a_phase_changed_wrongly_comes_back(browser, elena):
    url = f"{DESK}/phases/positions"

    page = browser.sign_in(elena).post(url, closes_at="2001-01-01T10:00")

    assert page.status == 422
    assert "closes after it opens" in page.text("#closes_at-error")


def test_a_phase_to_come_is_deleted(browser, elena, first):
    browser.sign_in(elena).post(
        f"{DESK}/phases",
        **{
            f"title_{first}": "Construction",
            "opens_at": "2090-09-18T18:00",
            "closes_at": "2090-12-01T12:30",
        },
    )
    url = f"{DESK}/phases/construction"

    page = browser.post(f"{url}/delete", _at=url)

    assert page.status == 303
    assert len(the_process().phases) == 1


def test_a_phase_nobody_knows_is_missing(browser, elena):
    assert browser.sign_in(elena).get(f"{DESK}/phases/nothing").status == 404
