"""Moments and days as people read them, in their language and the plan's time zone."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta

from consult.kernel.clock import now
from consult.kernel.i18n import MOST_KEPT, _, current_language

if TYPE_CHECKING:
    from collections.abc import Iterator

_zone: ContextVar[str] = ContextVar("zone", default="UTC")


def set_zone(name: str) -> None:
    """Show moments in this time zone from here on in this context."""
    _zone.set(name)


@contextmanager
def on_clock(name: str) -> Iterator[None]:
    """Show moments in this time zone for a while: a letter has the clock of what it is about."""
    token = _zone.set(name)
    try:
        yield
    finally:
        _zone.reset(token)


def current_zone() -> ZoneInfo:
    """Return the time zone in which moments are shown."""
    return ZoneInfo(_zone.get())


def local(at: datetime) -> datetime:
    """Return a moment in the time zone in which it is shown."""
    return at.astimezone(current_zone())


def day(at: datetime | date) -> str:
    """Say a day: 12 maggio 2026."""
    return _day(local(at).date() if isinstance(at, datetime) else at, current_language())


@lru_cache(maxsize=MOST_KEPT)
def _day(day: date, language: str) -> str:
    return format_date(day, "d MMMM y", locale=language)


def week_day(at: datetime | date) -> str:
    """Say a day with its name: martedì 12 maggio; of another year, with that too."""
    said = local(at).date() if isinstance(at, datetime) else at
    shape = "EEEE d MMMM" if said.year == local(now()).year else "EEEE d MMMM y"
    return format_date(said, shape, locale=current_language())


def hour(at: datetime) -> str:
    """Say a time of day: 18.24 in Italian, 18:24 in English."""
    shape = "H.mm" if current_language() == "it" else "H:mm"
    return format_datetime(local(at), shape, locale=current_language())


def day_time(at: datetime) -> str:
    """Say a day and a time: 12 maggio 2026, 18.24."""
    return f"{day(at)}, {hour(at)}"


def month(at: date) -> str:
    """Say a month: maggio 2016."""
    return format_date(at, "MMMM y", locale=current_language())


def ago(at: datetime) -> str:
    """Say how long ago a moment was; after a week, its day."""
    since = now() - at
    if since > timedelta(days=7):
        return day(at)
    if since < timedelta(minutes=1):
        return _("just now")
    return format_timedelta(-since, add_direction=True, locale=current_language())
