"""The one clock: everything that needs the present moment asks here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class _Setting:
    """How our clock runs beside the machine's: from `since`, `offset` away and `rate` as fast."""

    since: datetime
    offset: timedelta
    rate: float


_setting: list[_Setting] = []


def now() -> datetime:
    """Return the present moment, in UTC."""
    return moved(datetime.now(UTC))


def moved(real: datetime) -> datetime:
    """Return what our clock shows when a clock of the machines says this moment."""
    if not _setting:
        return real
    setting = _setting[0]
    return setting.since + setting.offset + (real - setting.since) * setting.rate


def clock_rate() -> float:
    """Return how fast our clock runs beside the machine's."""
    return _setting[0].rate if _setting else 1.0


def set_clock(*, offset: timedelta = timedelta(0), rate: float = 1.0) -> None:
    """Move the clock or change its pace; only tests and the demo may."""
    _setting[:] = [_Setting(datetime.now(UTC), offset, rate)]


def reset_clock() -> None:
    """Follow the machine's clock again."""
    _setting.clear()
