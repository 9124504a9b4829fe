"""Who may act at all, and who is old enough."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from consult.accounts import is_known, old_enough
from consult.accounts.policy import can_suspend
from consult.kernel.clock import now
from tests.makers import a_person

IN_2026 = datetime(2026, 1, 2, tzinfo=UTC)


def test_who_is_not_signed_in_is_asked_to(database):
    assert "Sign in" in str(is_known(None).reason)


def test_who_is_suspended_reads_why_they_cannot_act(ada):
    ada.suspended_at = now()

    assert "suspended" in str(is_known(ada).reason)


def test_who_is_signed_in_may_act(ada):
    assert is_known(ada)


@pytest.mark.parametrize(("year", "allowed"), [(2010, True), (2011, False), (1990, True)])
def test_the_year_in_which_one_turns_sixteen_is_enough(ada, year, allowed):
    ada.birth_year = year

    assert old_enough(ada, 16, IN_2026).allowed is allowed


def test_who_has_not_told_their_year_is_asked_for_it(ada):
    ada.birth_year = None

    assert "year you were born" in str(old_enough(ada, 16, IN_2026).reason)


def test_who_is_too_young_reads_from_when_they_can(ada):
    ada.birth_year = 2015

    assert "turn 16" in str(old_enough(ada, 16, IN_2026).reason)


def test_a_suspended_administrator_suspends_nobody(ada, fabio):
    fabio.suspended_at = now()

    assert not can_suspend(fabio, ada)
    assert not can_suspend(None, ada)
    assert not can_suspend(ada, a_person("Bea"))
