"""Who sits at the facilitators' desk, and what stands around each of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, url_for

from consult.accounts import Person, signed_in_person
from consult.kernel.clock import now
from consult.kernel.policy import require
from consult.processes import Process, clock_words, get_process, process_desks, roles_of
from consult.tables import (
    can_make_tables,
    can_open_desk,
    can_prepare,
    find_session,
    find_table,
    sessions_of,
    state_words,
    tables_in,
    when_words,
)

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.tables import Session, Table

bp = Blueprint("preparing", __name__, url_prefix="/processes/<slug>/desk/tables")


def at_the_desk(slug: str) -> tuple[Person, Process]:
    """Return who sits at the desk and the consultation; others are told why they may not."""
    person = signed_in_person()
    process = get_process(slug, person)
    require(can_open_desk(person, process))
    return person, process


def at_the_table(slug: str, code: str) -> tuple[Person, Table]:
    """Return who prepares a table's sessions, and the table."""
    person, process = at_the_desk(slug)
    table = find_table(process, code)
    require(can_prepare(person, table))
    return person, table


def at_the_session(slug: str, code: str, number: int) -> tuple[Person, Session]:
    """Return who prepares a session, and the session."""
    person, process = at_the_desk(slug)
    session = find_session(process, code, number)
    require(can_prepare(person, session.table))
    return person, session


def around(person: Person, process: Process) -> dict[str, Any]:
    """Return what each page of the desk shows around its own."""
    tables = [one for one in tables_in(process) if can_prepare(person, one)]
    roles, at = roles_of(person, process), now()
    sessions = sessions_of(tables)
    return {
        "process": process,
        "tables": tables,
        "coming": [one for one in sessions if not one.is_over and one.ends_at > at],
        "sessions": sessions,
        "desks": [one for one in process_desks.fill([process])[process.id] if one.roles & roles],
        "desk_url": url_for("preparing.index", slug=process.slug),
        "may_make": can_make_tables(person, process),
        "clock": clock_words(process.time_zone),
        "when": when_words,
        "state": state_words,
    }


def to_table(table: Table, anchor: str = "") -> ResponseReturnValue:
    """Go back to a table's desk."""
    url = url_for("preparing.show", slug=table.process.slug, code=table.code)
    return redirect(url + anchor, 303)


def to_session(session: Session, anchor: str = "") -> ResponseReturnValue:
    """Go back to a session's desk."""
    return redirect(url_of(session) + anchor, 303)


def url_of(session: Session, view: str = "sessions_show", **more: Any) -> str:
    """Return the address of one of a session's pages at the desk."""
    return url_for(
        f"preparing.{view}",
        slug=session.table.process.slug,
        code=session.table.code,
        number=session.number,
        **more,
    )
