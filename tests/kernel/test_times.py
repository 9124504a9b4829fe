"""Days in words."""

from datetime import timedelta

from consult.kernel.clock import now
from consult.kernel.i18n import speaking
from consult.kernel.times import week_day


def test_a_day_of_another_year_says_which():
    at = now()
    with speaking("it"):
        assert str(at.year) not in week_day(at)
        assert week_day(at + timedelta(days=366)).endswith(f" {(at + timedelta(days=366)).year}")
