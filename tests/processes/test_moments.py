"""Moments typed and read on a consultation's own clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import speaking
from consult.processes.differences import Piece, differences
from consult.processes.moments import (
    clock_changes,
    clock_name,
    clock_words,
    typed_moment,
    wall_clock,
)

ROME = ZoneInfo("Europe/Rome")


def test_what_is_typed_is_on_the_consultations_clock():
    summer = typed_moment(datetime(2026, 9, 18, 18), ROME, "closes_at")  # noqa: DTZ001 - as typed
    winter = typed_moment(datetime(2026, 1, 18, 18), ROME, "closes_at")  # noqa: DTZ001 - as typed

    assert summer == datetime(2026, 9, 18, 16, tzinfo=UTC)
    assert winter == datetime(2026, 1, 18, 17, tzinfo=UTC)
    assert wall_clock(summer, ROME) == datetime(2026, 9, 18, 18)  # noqa: DTZ001 - as typed


def test_an_hour_that_the_clock_skips_is_refused_by_name():
    with pytest.raises(RefusedError, match=r"29 March 2026.*forward.*02:30") as refusal:
        typed_moment(datetime(2026, 3, 29, 2, 30), ROME, "opens_at")  # noqa: DTZ001 - as typed

    assert refusal.value.field == "opens_at"


def test_an_hour_that_comes_twice_is_refused_by_name():
    with pytest.raises(RefusedError, match=r"25 October 2026.*back.*02:30.*twice"):
        typed_moment(datetime(2026, 10, 25, 2, 30), ROME, "opens_at")  # noqa: DTZ001 - as typed


def test_nothing_typed_is_refused_beside_its_field():
    with pytest.raises(RefusedError) as refusal:
        typed_moment(None, ROME, "opens_at")

    assert refusal.value.field == "opens_at"


def test_the_changes_of_the_clock_inside_a_phase_are_found():
    changes = clock_changes(
        datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC), ROME
    )

    assert changes == [(date(2026, 3, 29), True), (date(2026, 10, 25), False)]


def test_a_phase_without_end_is_searched_for_ten_years_only():
    changes = clock_changes(
        datetime(2026, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC), ROME
    )

    assert 18 <= len(changes) <= 21


def test_no_change_where_there_is_none():
    assert (
        clock_changes(datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC), ROME)
        == []
    )


def test_a_clock_has_a_name_people_know():
    assert clock_words(ROME) == "Rome time"
    assert clock_words(ZoneInfo("UTC")) == "UTC"
    assert "Central European" in clock_name(datetime(2026, 5, 1, tzinfo=UTC), ROME)
    with speaking("it"):
        assert "Europa centrale" in clock_name(datetime(2026, 5, 1, tzinfo=UTC), ROME)


def test_two_texts_are_told_apart_word_by_word():
    assert differences("the night bus", "the new night bus runs") == [
        Piece("both", "the"),
        Piece("typed", " new"),
        Piece("both", " night bus"),
        Piece("typed", " runs"),
    ]
    assert differences("old words", "new words") == [
        Piece("saved", "old"),
        Piece("typed", "new"),
        Piece("both", " words"),
    ]


def test_two_very_long_texts_are_shown_whole():
    assert differences("a " * 800, "b " * 800) == [
        Piece("saved", "a " * 800),
        Piece("typed", "b " * 800),
    ]
