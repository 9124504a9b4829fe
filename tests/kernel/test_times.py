"""Days and numbers in words."""

from datetime import timedelta

from consult.kernel.clock import now
from consult.kernel.i18n import ngettext, number, speaking
from consult.kernel.times import week_day


def test_a_day_of_another_year_says_which():
    at = now()
    with speaking("it"):
        assert str(at.year) not in week_day(at)
        assert week_day(at + timedelta(days=366)).endswith(f" {(at + timedelta(days=366)).year}")


def test_how_many_there_are_is_written_as_people_write_numbers():
    with speaking("it"):
        assert number(1_284) == "1.284"
        assert ngettext("%(num)s voice", "%(num)s voices", 10_860) == "10.860 voci"
    with speaking("en"):
        assert ngettext("%(num)s voice", "%(num)s voices", 10_860) == "10,860 voices"
