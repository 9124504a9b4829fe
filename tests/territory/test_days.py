"""The map of a day: what it was asked for, and for how long it did not change."""

from datetime import date

import pytest

from consult.kernel.errors import BadRequestError
from consult.territory.days import day_asked, stretches

NOW = date(2026, 11, 22)


def test_a_map_is_of_today_unless_asked():
    assert day_asked({}, NOW) == NOW


def test_a_day_or_the_last_day_of_a_year_can_be_asked_for():
    assert day_asked({"on": "2016-05-12"}, NOW) == date(2016, 5, 12)
    assert day_asked({"year": "2016"}, NOW) == date(2016, 12, 31)


@pytest.mark.parametrize(
    "asked",
    [
        {"on": "yesterday"},
        {"on": "2016-02-30"},
        {"on": "0001-01-01"},
        {"on": "9999-12-31"},
        {"year": "16"},
        {"year": "9" * 4_000},
        {"year": "20¹6"},
        {"year": "-201"},
    ],
)
def test_what_is_not_a_day_is_refused(asked):
    with pytest.raises(BadRequestError, match="2016-05-12"):
        day_asked(asked, NOW)


def test_time_is_parted_by_the_days_on_which_the_map_changed():
    times = stretches([date(2017, 2, 22), date(2019, 2, 8)])

    assert [(one.first, one.last) for one in times] == [
        (None, date(2017, 2, 21)),
        (date(2017, 2, 22), date(2019, 2, 7)),
        (date(2019, 2, 8), None),
    ]
    assert [one.holds(date(2017, 2, 22)) for one in times] == [False, True, False]
    assert all(one.holds(one.a_day) for one in times)


def test_a_map_that_never_changed_is_one_stretch():
    (only,) = stretches([])

    assert only.holds(date(1900, 1, 1))
    assert only.holds(NOW)
