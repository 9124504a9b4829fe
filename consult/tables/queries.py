"""Reads about tables: which there are, who sits at them, their sessions by number or code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, lazyload
from sqlalchemy.orm.attributes import set_committed_value

from consult.accounts import Person
from consult.contributions import CODE_LETTERS
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.reading import once_a_reading
from consult.processes import Process, tie_to_processes
from consult.tables.models import (
    Block,
    Facilitator,
    Invitation,
    Member,
    SavedMethod,
    Session,
    SessionState,
    Table,
)
from consult.territory import Zone

JOIN_LETTERS = "".join(letter for letter in CODE_LETTERS if letter.isalpha())
JOIN_LENGTH = 6
LARGEST_ID = 2**31
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015]+")


def tables_in(process: Process) -> Sequence[Table]:
    """Return the tables of a consultation, those of zones first, in the order of zones."""
    found = db.session.scalars(
        select(Table)
        .options(joinedload(Table.zone), joinedload(Table.theme))
        .where(Table.process_id == process.id)
        .order_by(Table.id)
    ).all()
    tie_to_processes(found)
    return sorted(found, key=_place)


def _place(table: Table) -> tuple[int, int, int]:
    if table.zone is not None:
        return 0, table.zone.position, table.id
    return (1, table.theme.position, table.id) if table.theme is not None else (2, 0, table.id)


def find_table(process: Process, code: str) -> Table:
    """Return a table by its code. Raises `NotFoundError`."""
    table = db.session.scalar(
        select(Table)
        .options(joinedload(Table.zone), joinedload(Table.theme))
        .where(Table.process_id == process.id, Table.code == code)
    )
    if table is None:
        raise NotFoundError(_("There is no such table."))
    tie_to_processes([table])
    return table


def find_session(process: Process, code: str, number: int) -> Session:
    """Return a session of a table by its number, with its agenda. Raises `NotFoundError`."""
    table = find_table(process, code)
    session = (
        db.session.scalar(
            select(Session).where(Session.table_id == table.id, Session.number == number)
        )
        if 0 < number < LARGEST_ID
        else None
    )
    if session is None:
        raise NotFoundError(_("There is no such session."))
    return _tied([session], [table])[0]


def get_session(session_id: int) -> Session:
    """Return a session by its id, with its table and agenda. Raises `NotFoundError`."""
    session: Session | None = (
        db.session.scalar(_with_table().where(Session.id == session_id))
        if 0 < session_id < LARGEST_ID
        else None
    )
    if session is None:
        raise NotFoundError(_("There is no such session."))
    tie_to_processes([session.table])
    return session


def session_by_join_code(typed: str) -> Session | None:
    """Return the session that a code leads to, in whatever case, spaces and hyphens left out."""
    return _found_by(typed, called_off=False)


def called_off_by_code(typed: str) -> Session | None:
    """Return the session that a code would lead to, had it not been called off."""
    return _found_by(typed, called_off=True)


def _found_by(typed: str, *, called_off: bool) -> Session | None:
    code = _SEPARATORS.sub("", typed).upper()
    if len(code) != JOIN_LENGTH or not set(code) <= set(JOIN_LETTERS):
        return None
    found: Session | None = db.session.scalar(
        _by_join_code(called_off=called_off), {"join_code": code}
    )
    return found


@cache
def _by_join_code(*, called_off: bool) -> Select[Any]:
    """Every phone of a room asks this: its consultation comes along, without the phases.

    The zone and the theme of its table are asked for by the few pages that show them.
    """
    process = joinedload(Table.process).options(lazyload(Process.phases))
    off = Session.cancelled_at.is_not(None) if called_off else Session.cancelled_at.is_(None)
    return (
        select(Session)
        .join(Session.table)
        .options(
            contains_eager(Session.table).options(
                process, lazyload(Table.zone), lazyload(Table.theme)
            )
        )
        .where(Session.join_code == bindparam("join_code"), off)
    )


def _with_table() -> Select[Any]:
    return (
        select(Session)
        .join(Session.table)
        .options(
            contains_eager(Session.table).options(joinedload(Table.zone), joinedload(Table.theme))
        )
    )


def _tied(sessions: Sequence[Session], tables: Sequence[Table]) -> Sequence[Session]:
    """Give sessions the tables that were loaded already."""
    by_id = {table.id: table for table in tables}
    for session in sessions:
        set_committed_value(session, "table", by_id[session.table_id])
    return sessions


def sessions_of(tables: Sequence[Table]) -> Sequence[Session]:
    """Return the sessions of some tables, the earliest first, drafts among them."""
    found = db.session.scalars(
        select(Session)
        .where(Session.table_id.in_([table.id for table in tables]))
        .order_by(Session.starts_at, Session.id)
    ).all()
    return _tied(found, tables)


def announced_of(tables: Sequence[Table]) -> Sequence[Session]:
    """Return the sessions of some tables that everyone may read of, the earliest first."""
    return [one for one in sessions_of(tables) if one.is_announced]


def sits_at(person: Person | None, table: Table, at: datetime) -> bool:
    """Whether a person is a member of a table now, by their account or by their address."""
    if person is None or person.suspended:
        return False
    return any(
        one.person_id == person.id
        or (one.email and one.email.casefold() == person.email.casefold())
        for one in members_of(table, at)
    )


def lock_session(session: Session) -> None:
    """Hold a session until the transaction ends, and read it and its agenda anew."""
    db.lock_row(session)
    db.session.expire(session, ["blocks"])
    db.session.scalars(
        select(Block)
        .where(Block.session_id == session.id)
        .execution_options(populate_existing=True)
    ).all()


def topic_of(session: Session) -> str:
    """Return the name under which a session's pages hear that something changed."""
    return f"session:{session.id}"


def members_of(table: Table, at: datetime) -> Sequence[Member]:
    """Return who sits at a table now: municipalities, bodies, people, by name."""
    found = db.session.scalars(
        select(Member)
        .options(joinedload(Member.municipality))
        .where(
            Member.table_id == table.id,
            or_(Member.until.is_(None), Member.until > at),
        )
        .order_by(Member.called, Member.id)
    ).all()
    order = ["municipality", "body", "person"]
    return sorted(found, key=lambda one: order.index(one.kind.value))


def facilitators_of(table: Table) -> Sequence[Facilitator]:
    """Return who runs a table, the first named first."""
    return db.session.scalars(
        select(Facilitator)
        .options(joinedload(Facilitator.person))
        .where(Facilitator.table_id == table.id)
        .order_by(Facilitator.id)
    ).all()


def tables_run_by(person: Person) -> frozenset[int]:
    """Return the ids of the tables that a person was named to run."""
    return _run_by([person])


@once_a_reading
def _run_by(people: Sequence[Person]) -> frozenset[int]:
    return frozenset(
        db.session.scalars(
            select(Facilitator.table_id).where(Facilitator.person_id == people[0].id)
        )
    )


def coming_sessions(process: Process, since: datetime, until: datetime) -> Sequence[Session]:
    """Return the sessions of a consultation that start in a span or are under way."""
    under_way = Session.state.in_([SessionState.OPEN, SessionState.RUNNING])
    found: list[Session] = list(
        db.session.scalars(
            _with_table()
            .where(
                Table.process_id == process.id,
                Session.cancelled_at.is_(None),
                or_(
                    under_way,
                    (Session.state == SessionState.PREPARED)
                    & Session.starts_at.between(since, until),
                ),
            )
            .order_by(Session.starts_at, Session.id)
        )
    )
    tie_to_processes(session.table for session in found)
    return found


def saved_methods_of(process: Process) -> Sequence[SavedMethod]:
    """Return the agendas that a consultation's team keeps, by name."""
    return db.session.scalars(
        select(SavedMethod)
        .where(SavedMethod.process_id == process.id)
        .order_by(SavedMethod.name, SavedMethod.id)
    ).all()


def invitations_to(session: Session) -> Sequence[Invitation]:
    """Return who was asked to a session by letter, by address."""
    return db.session.scalars(
        select(Invitation)
        .where(Invitation.session_id == session.id)
        .order_by(Invitation.email, Invitation.id)
    ).all()


def sessions_held_in(process: Process) -> int:
    """Return how many sessions of a consultation have been held to their end."""
    held = db.session.scalar(
        select(func.count())
        .select_from(Session)
        .join(Session.table)
        .where(
            Table.process_id == process.id,
            Session.state.in_([SessionState.ENDED, SessionState.CLOSED]),
        )
    )
    return held or 0


def zones_with_tables(process: Process) -> dict[int, tuple[str, int]]:
    """Return the code and the number of tables of each zone that has one, by the zone's id."""
    rows = db.session.execute(
        select(Zone.id, Zone.code, func.count())
        .join(Table, Table.zone_id == Zone.id)
        .where(Table.process_id == process.id, Table.ended_at.is_(None))
        .group_by(Zone.id, Zone.code)
    )
    return {zone_id: (code, many) for zone_id, code, many in rows}
