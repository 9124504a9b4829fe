"""Which consultation the site is about now."""

from __future__ import annotations

from datetime import timedelta

from consult.kernel.clock import now
from consult.kernel.times import current_zone
from consult.processes import State, current_process, get_process
from tests.makers import a_process, the_cycle


def test_a_site_without_consultations_is_about_none(database):
    a_process("draft", state=State.DRAFT)

    assert current_process() is None


def test_the_one_with_an_open_phase_comes_first(process):
    a_process("later", opens_at=now() + timedelta(days=5), closes_at=now() + timedelta(days=9))
    a_process("closed", state=State.CLOSED)

    assert current_process() is process


def test_without_an_open_phase_the_latest_published_comes_first(database):
    old = a_process("old", opens_at=now() + timedelta(days=5), closes_at=now() + timedelta(days=9))
    new = a_process(
        "new-one", opens_at=now() + timedelta(days=5), closes_at=now() + timedelta(days=9)
    )
    old.published_at = now() - timedelta(days=90)

    assert current_process() is new


def test_after_the_last_closing_the_site_is_about_what_was_closed(database):
    closed = a_process("closed", state=State.CLOSED)

    assert current_process() is closed


def test_the_configuration_may_name_it(process, configured):
    other = a_process("other", state=State.CLOSED)
    configured(default_process="other")

    assert current_process() is other


def test_moments_are_shown_on_the_consultations_clock(process):
    get_process(process.slug, None)

    assert current_zone().key == the_cycle().time_zone
