"""The public pages of tables: all of them, each with its sessions, and their calendars."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, render_template

from consult.accounts import current_person
from consult.files import documents_of
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.processes import Process, clock_words, get_process
from consult.tables.calendars import CONTENT_TYPE, calendar_of, calendar_of_one
from consult.tables.models import Session, Table, TableKind
from consult.tables.policy import can_have_link, can_open_desk, can_prepare, can_read
from consult.tables.queries import (
    announced_of,
    facilitators_of,
    find_session,
    find_table,
    members_of,
    tables_in,
)
from consult.tables.slots import SESSION_FILES, TABLE_FILES, session_outcomes, table_links
from consult.tables.timing import slices_of, when_words
from consult.tables.words import (
    BLOCK_KINDS,
    MEMBER_KINDS,
    TABLE_KINDS,
    method_words,
    rule_words,
    state_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

bp = Blueprint("tables", __name__, url_prefix="/processes/<slug>/tables")

_SHEET = re.compile(r"([1-9][0-9]{0,8})\.ics", re.ASCII)


@bp.get("")
@open_to(EVERYONE)
def index(slug: str) -> ResponseReturnValue:
    """List the tables: those of zones, on themes, of the whole area; what comes, what was."""
    person = current_person()
    process = get_process(slug, person)
    tables = tables_in(process)
    sessions = announced_of(tables)
    return render_template(
        "tables/index.html",
        process=process,
        groups=[
            (kind, words, [one for one in tables if one.kind is kind])
            for kind, words in TABLE_KINDS.items()
        ],
        coming=_coming(sessions),
        held=_held(sessions),
        when=when_words,
        may_work=can_open_desk(person, process),
        clock=clock_words(process.time_zone),
        zone_kind=TableKind.ZONE,
    )


@bp.get("/<code>")
@open_to(EVERYONE)
def show(slug: str, code: str) -> ResponseReturnValue:
    """Show a table: its mandate, who sits at it and runs it, its sessions and what they left."""
    process, table = _table(slug, code)
    sessions = announced_of([table])
    held = _held(sessions)
    return render_template(
        "tables/show.html",
        process=process,
        table=table,
        kinds=TABLE_KINDS,
        member_kinds=MEMBER_KINDS,
        members=members_of(table, now()),
        facilitators=facilitators_of(table),
        coming=_coming(sessions),
        held=held,
        called_off=[one for one in sessions if one.is_cancelled and one.ends_at > now()],
        outcomes=session_outcomes.fill(held),
        links=table_links.fill([table])[table.id],
        documents=documents_of(TABLE_FILES, table.id),
        when=when_words,
        may_prepare=can_prepare(current_person(), table),
        clock=clock_words(process.time_zone),
    )


@bp.get("/<code>/<any('calendar.ics'):sheet>")
@open_to(EVERYONE)
def calendar_show(slug: str, code: str, sheet: str) -> ResponseReturnValue:
    """Give a table's sessions to calendars that read them again and again."""
    del sheet
    _process, table = _table(slug, code)
    return _calendar(calendar_of(table, announced_of([table])), f"{table.code}.ics")


@bp.get("/<code>/sessions/<int:number>")
@open_to(EVERYONE)
def sessions_show(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show a session: when, where, how to join, its agenda, and what it left."""
    process, session = _session(slug, code, number)
    return render_template(
        "tables/session.html",
        process=process,
        table=session.table,
        session=session,
        documents=documents_of(SESSION_FILES, session.id),
        outcomes=session_outcomes.fill([session])[session.id],
        may_prepare=can_prepare(current_person(), session.table),
        may_have_link=can_have_link(current_person(), session, now()),
        **said_of(session),
    )


@bp.get("/<code>/sessions/<sheet>")
@open_to(EVERYONE)
def session_calendar_show(slug: str, code: str, sheet: str) -> ResponseReturnValue:
    """Give one session to a calendar."""
    named = _SHEET.fullmatch(sheet)
    if named is None:
        raise NotFoundError(_("There is no such session."))
    _process, session = _session(slug, code, int(named[1]))
    return _calendar(calendar_of_one(session), f"{code}-{session.number}.ics")


def said_of(session: Session) -> dict[str, Any]:
    """Return the words in which pages tell a session and its agenda."""
    return {
        "slices": slices_of(session),
        "kinds": BLOCK_KINDS,
        "rules": {block.id: rule_words(block) for block in session.blocks},
        "when": when_words(session),
        "state": state_words(session),
        "method": method_words(session),
        "clock": clock_words(session.table.process.time_zone),
        "is_past": session.ends_at <= now(),
    }


def _table(slug: str, code: str) -> tuple[Process, Table]:
    process = get_process(slug, current_person())
    return process, find_table(process, code)


def _session(slug: str, code: str, number: int) -> tuple[Process, Session]:
    """A session that everyone may read of, or a draft of who asks. Raises `NotFoundError`."""
    person = current_person()
    process = get_process(slug, person)
    session = find_session(process, code, number)
    if not can_read(person, session):
        raise NotFoundError(_("There is no such session."))
    return process, session


def _coming(sessions: Sequence[Session]) -> list[Session]:
    """Those that one can still come to, the next first."""
    at = now()
    return [one for one in sessions if not one.is_over and (one.takes_people or one.ends_at > at)]


def _held(sessions: Sequence[Session]) -> list[Session]:
    """Those that were held, the latest first; one that never opened was not."""
    return [one for one in reversed(sessions) if one.is_over and not one.is_cancelled]


def _calendar(written: bytes, name: str) -> Response:
    answer = Response(written, content_type=CONTENT_TYPE)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
