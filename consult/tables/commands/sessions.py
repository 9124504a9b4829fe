"""Sessions of a table: preparing one from a method, changing what is said of it, calling it off."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import func, select

from consult.accounts import Person
from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import LANGUAGES, _
from consult.kernel.policy import require
from consult.kernel.text import TITLE_LIMIT, clean_line
from consult.tables.agendas import BlockDraft, Method, block_of
from consult.tables.commands.blocks import lay_agenda
from consult.tables.facts import (
    session_announced,
    session_cancelled,
    session_changed,
    session_prepared,
)
from consult.tables.jobs import tell_of_change
from consult.tables.models import SavedMethod, Session, Table
from consult.tables.policy import can_change_session, can_move_session, can_prepare_more
from consult.tables.queries import JOIN_LENGTH, JOIN_LETTERS, invitations_to, lock_session

QUESTION_LIMIT = 300
LONGEST_LINK = 500
LONGEST_SESSION = 3 * 24 * 60
"""Minutes: three days, as the longest Open Space."""
LARGEST_GROUP = 100
WITHOUT_METHOD = 120
"""Minutes of a session that begins with an empty agenda."""
ITS_DAY = ("starts_at", "planned_minutes", "place", "video_url", "language")


class UnsoundSessionError(RefusedError):
    """A session has a title, a moment to come, and a link that browsers may follow."""


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """What is said of a session; without minutes it takes as long as its method's blocks."""

    title: str
    question: str
    starts_at: datetime
    language: str
    place: str = ""
    video_url: str = ""
    planned_minutes: int | None = None
    per_group: int | None = None
    asks_approval: bool = False
    takes_nicknames: bool = False


def prepare_session(
    person: Person, table: Table, draft: SessionDraft, method: Method | SavedMethod | None
) -> Session:
    """Prepare the next session of a table, its agenda laid out as a method says; none: empty.

    Raises `NotAllowedError` and, beside its field, `UnsoundSessionError`.
    """
    require(can_prepare_more(person, table))
    db.lock_row(table)
    blocks, per_group = _planned(method, draft.language)
    values = _checked(table, draft, since=now())
    session = Session(
        table=table,
        table_id=table.id,
        number=_next_number(table),
        method=_called(method),
        join_code=_free_join_code(),
        created_by_id=person.id,
        created_at=now(),
        **values
        | {
            "planned_minutes": draft.planned_minutes
            or sum(block.minutes for block in blocks)
            or WITHOUT_METHOD,
            "per_group": draft.per_group or per_group,
        },
    )
    db.session.add(session)
    lay_agenda(session, blocks)
    db.session.flush()
    note_act(person, "session.prepared", session, table=table.id, number=session.number)
    session_prepared.announce(session)
    return session


def change_session(
    person: Person, session: Session, draft: SessionDraft, *, version: int | None = None
) -> None:
    """Say otherwise what a session is; the invited hear of another day, place or link.

    Raises `NotAllowedError` (its day stays once people join), `ConflictError` for a version that
    is not the present one, and `UnsoundSessionError` beside a field.
    """
    lock_session(session)
    require(can_change_session(person, session))
    if version not in {None, session.version}:
        raise ConflictError(
            _("Somebody else changed this session meanwhile. Yours is below, not saved yet.")
        )
    before = _told(session)
    values = _checked(session.table, draft, since=min(session.starts_at, now()))
    given = {"planned_minutes": draft.planned_minutes, "per_group": draft.per_group}
    values |= {name: number for name, number in given.items() if number is not None}
    if any(getattr(session, name) != values.get(name, getattr(session, name)) for name in ITS_DAY):
        require(can_move_session(person, session))
    for name, value in values.items():
        setattr(session, name, value)
    session.version += 1
    db.session.flush()
    after = _told(session)
    note_act(person, "session.changed", session, **after, before=before)
    session_changed.announce(session)
    if after != before:
        _tell_the_invited(session)


def announce_session(person: Person, session: Session) -> None:
    """Let everyone read when and where a session is held; done again nothing changes.

    Raises `NotAllowedError`.
    """
    lock_session(session)
    if session.is_announced:
        return
    require(can_change_session(person, session))
    session.announce(now())
    db.session.flush()
    note_act(person, "session.announced", session)
    session_announced.announce(session)


def cancel_session(person: Person, session: Session, because: str) -> None:
    """Call a session off before it opens; everyone reads why, and the invited hear of it.

    Raises `NotAllowedError`, and `UnsoundSessionError` when no reason is given.
    """
    lock_session(session)
    require(can_move_session(person, session))
    reason = clean_line(because)
    if not reason or len(reason) > QUESTION_LIMIT:
        raise UnsoundSessionError(_("Write why, in one line: everyone reads it."), field="because")
    session.cancel(now(), reason)
    session.version += 1
    db.session.flush()
    note_act(person, "session.cancelled", session, reason=reason)
    session_cancelled.announce(session)
    _tell_the_invited(session)


def _tell_the_invited(session: Session) -> None:
    for invitation in invitations_to(session):
        tell_of_change.later(invitation_id=invitation.id, version=session.version)


def _planned(
    method: Method | SavedMethod | None, language: str
) -> tuple[Sequence[BlockDraft], int]:
    usual = 8
    if isinstance(method, Method):
        return method.blocks(language if language in LANGUAGES else LANGUAGES[0]), method.per_group
    if method is not None:
        return [block_of(kept) for kept in method.agenda], usual
    return [], usual


def _called(method: Method | SavedMethod | None) -> str:
    if isinstance(method, Method):
        return method.code
    return method.name if method is not None else ""


def _checked(table: Table, draft: SessionDraft, *, since: datetime) -> dict[str, Any]:
    """Return what is kept of a draft; it starts no earlier than `since`."""
    title, question = clean_line(draft.title), clean_line(draft.question)
    place, video_url = clean_line(draft.place), clean_line(draft.video_url)
    _want(0 < len(title) <= TITLE_LIMIT, _("Give the session a title."), "title")
    _want(0 < len(question) <= QUESTION_LIMIT, _("Write the question, in one line."), "question")
    _want(len(place) <= QUESTION_LIMIT, _("This text is too long: shorten it."), "place")
    _want(is_web_link(video_url), _("A link begins with https:// or http://."), "video_url")
    _want(draft.language in table.process.languages, _("Choose a language."), "language")
    _want(draft.starts_at >= since, _("This moment has passed: choose one to come."), "starts_at")
    if draft.planned_minutes is not None:
        sound = 0 < draft.planned_minutes <= LONGEST_SESSION
        _want(sound, _("A session takes from one minute to three days."), "planned_minutes")
    if draft.per_group is not None:
        _want(1 < draft.per_group <= LARGEST_GROUP, _("A group has 2 to 100 people."), "per_group")
    return {
        "title": title,
        "question": question,
        "starts_at": draft.starts_at.astimezone(UTC),
        "language": draft.language,
        "place": place,
        "video_url": video_url,
        "asks_approval": draft.asks_approval,
        "takes_nicknames": draft.takes_nicknames,
    }


def _want(sound: bool, otherwise: str, field: str) -> None:  # noqa: FBT001 - it reads as a sentence
    if not sound:
        raise UnsoundSessionError(otherwise, field=field)


def is_web_link(address: str) -> bool:
    """Whether an address is none, or one of the web with a host and no password in it."""
    if not address:
        return True
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and bool(host)
        and "@" not in parts.netloc
        and " " not in address
        and len(address) <= LONGEST_LINK
    )


def _next_number(table: Table) -> int:
    last = db.session.scalar(select(func.max(Session.number)).where(Session.table_id == table.id))
    return (last or 0) + 1


def _free_join_code() -> str:
    while True:
        code = "".join(secrets.choice(JOIN_LETTERS) for _place in range(JOIN_LENGTH))
        if db.session.scalar(select(Session.id).where(Session.join_code == code)) is None:
            return code


def _told(session: Session) -> Mapping[str, Any]:
    """What the invited hear of when it changes."""
    return {
        "starts_at": session.starts_at.isoformat(),
        "planned_minutes": session.planned_minutes,
        "place": session.place,
        "video_url": session.video_url,
    }


__all__ = [
    "SessionDraft",
    "UnsoundSessionError",
    "announce_session",
    "cancel_session",
    "change_session",
    "prepare_session",
]
