"""The day that a page of the territory is about, as its address spells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from consult.kernel.errors import BadRequestError
from consult.kernel.i18n import _
from consult.kernel.times import day as say_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which the map did not change: its first and last day (none: it has no end)."""

    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def a_day(self) -> date:
        """A day that stands for all of it."""
        return self.first or self.last or date(EARLIEST_YEAR, 1, 1)

    @property
    def words(self) -> str:
        """How a page calls it."""
        if self.last is None:
            return _("Today")
        return _("Until %(day)s", day=say_day(self.last))


def stretches(turning_days: Sequence[date]) -> list[Stretch]:
    """The times between the days on which the map changed, oldest first."""
    firsts = [None, *turning_days]
    lasts = [*(day - timedelta(days=1) for day in turning_days), None]
    return [Stretch(first, last) for first, last in zip(firsts, lasts, strict=True)]


def day_asked(args: Mapping[str, str], today: date) -> date:
    """The day asked for by `on=2016-05-12` or `year=2016` (its last day), else today.

    Raises `BadRequestError` when it is not a day or a year.
    """
    on, year = args.get("on", ""), args.get("year", "")
    try:
        if on:
            asked = date.fromisoformat(on)
        elif year:
            asked = date(int(year), 12, 31) if len(year) == len("2016") else date.min
        else:
            return today
    except ValueError as error:
        raise BadRequestError(_("This is not a day: write it as 2016-05-12.")) from error
    if not EARLIEST_YEAR <= asked.year <= LATEST_YEAR:
        raise BadRequestError(_("This is not a day: write it as 2016-05-12."))
    return asked
