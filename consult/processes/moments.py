"""Moments as they are typed and read on a consultation's own clock, and when that clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_location, get_timezone_name

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _, current_language
from consult.kernel.times import hour, local

LONGEST_SEARCH = 3_660


def typed_moment(typed: datetime | None, zone: ZoneInfo, field: str) -> datetime:
    """Return the instant that a wall clock's time stands for, in UTC.

    Raises `RefusedError` beside the field when nothing was typed, and for a time that a change of
    the clock skips or repeats.
    """
    if typed is None:
        raise RefusedError(_("Write a day and a time."), field=field)
    first = typed.replace(tzinfo=zone, fold=0)
    second = typed.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    on, time = full_day(typed.date()), f"{typed:%H:%M}"
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != typed:
        raise RefusedError(
            _(
                "On %(day)s the clock goes forward and %(time)s does not exist: "
                "choose another time.",
                day=on,
                time=time,
            ),
            field=field,
        )
    raise RefusedError(
        _(
            "On %(day)s the clock goes back and %(time)s comes twice: choose another time.",
            day=on,
            time=time,
        ),
        field=field,
    )


def wall_clock(at: datetime, zone: ZoneInfo) -> datetime:
    """Return what the clock on the wall shows at an instant, as forms take it."""
    return at.astimezone(zone).replace(tzinfo=None, microsecond=0)


def clock_changes(since: datetime, until: datetime, zone: ZoneInfo) -> list[tuple[date, bool]]:
    """Return the days between two instants on which the clock changes; true when forward."""
    changes = []
    at = since
    for _step in range(LONGEST_SEARCH):
        if at >= until:
            break
        following = min(at + timedelta(days=1), until)
        before, after = at.astimezone(zone), following.astimezone(zone)
        if before.utcoffset() != after.utcoffset():
            forward = (after.utcoffset() or timedelta()) > (before.utcoffset() or timedelta())
            changes.append((_day_of_change(at, following, zone), forward))
        at = following
    return changes


def _day_of_change(since: datetime, until: datetime, zone: ZoneInfo) -> date:
    """Return the local day on which the offset changed, to the nearest minute."""
    offset = since.astimezone(zone).utcoffset()
    while until - since > timedelta(minutes=1):
        middle = since + (until - since) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            since = middle
        else:
            until = middle
    return until.astimezone(zone).date()


def clock_change_words(on: date, *, forward: bool) -> str:
    """Say when the clock changes, and which way."""
    if forward:
        return _("On %(day)s the clock goes forward one hour.", day=full_day(on))
    return _("On %(day)s the clock goes back one hour.", day=full_day(on))


def full_day(on: datetime | date) -> str:
    """Say a day with its name and its year: in Italian no article has to agree with it."""
    return format_date(
        local(on) if isinstance(on, datetime) else on, "EEEE d MMMM y", locale=current_language()
    )


def full_moment(at: datetime) -> str:
    """Say a moment with the name of its day: Tuesday 12 May 2026 at 18:00."""
    return _("%(day)s at %(hour)s", day=full_day(at), hour=hour(at))


def clock_words(zone: ZoneInfo) -> str:
    """Return a clock's name as people say it, such as "Rome time"."""
    if "/" not in zone.key:
        return zone.key
    city = get_timezone_location(zone.key, locale=current_language(), return_city=True)
    return _("%(city)s time", city=city)


def clock_name(at: datetime, zone: ZoneInfo) -> str:
    """Return the official name of the time in force at an instant."""
    return get_timezone_name(at.astimezone(zone), locale=current_language())
