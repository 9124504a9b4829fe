"""Sessions in people's own calendars (RFC 5545): one session, or all those of a table.

A session keeps its UID for life; its SEQUENCE grows with each change, and one that was called off
stays in the feed as such, so that calendars which hold it learn of it. Times are in UTC: each
calendar shows them on its own clock, right on both sides of a change, with no rules to get wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vUri

from consult.kernel.config import current_config
from consult.kernel.i18n import _, text
from consult.tables.addresses import session_path, table_path
from consult.tables.models import Session, Table
from consult.tables.words import state_words

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_of(table: Table, sessions: Sequence[Session]) -> bytes:
    """Return the calendar of a table: every session, past, to come and called off."""
    return _written(text(table.name), table_path(table), sessions)


def calendar_of_one(session: Session) -> bytes:
    """Return a calendar that holds one session."""
    return _written(session.title, session_path(session), [session])


def _written(name: str, path: str, sessions: Sequence[Session]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//consult//tables//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("url", vUri(current_config().base_url + path))
    for session in sessions:
        calendar.add_component(_event(session))
    written: bytes = calendar.to_ical()
    return written


def _event(session: Session) -> Event:
    base = current_config().base_url
    event = Event()
    event.add("uid", f"session-{session.id}@{urlsplit(base).hostname}")
    event.add("dtstamp", _whole(session.created_at))
    event.add("sequence", session.version - 1)
    event.add("dtstart", _whole(session.starts_at))
    event.add("dtend", _whole(session.ends_at))
    event.add("summary", f"{session.title} · {text(session.table.name)}")
    event.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    event.add("description", _description(session))
    event.add("url", vUri(base + session_path(session)))
    where = session.place or (_("Online") if session.video_url else "")
    if where:
        event.add("location", where)
    return event


def _description(session: Session) -> str:
    lines = [session.question]
    if session.is_cancelled:
        lines = [f"{state_words(session)}: {session.cancelled_because}"]
    elif session.video_url:
        lines.append(_("Online: the link is in the invitation, and on the page of who sits there."))
    return "\n".join(lines)


def _whole(at: datetime) -> datetime:
    """Calendars count whole seconds."""
    return at.astimezone(UTC).replace(microsecond=0)
