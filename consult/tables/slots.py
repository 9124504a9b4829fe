"""What tables show on others' pages, and where others add to theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for
from markupsafe import Markup

from consult.accounts import Person
from consult.files import file_access
from consult.kernel.access import Visitor
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import Words, _, ngettext
from consult.kernel.slots import Slot
from consult.kernel.times import hour, week_day
from consult.processes import (
    Activity,
    Door,
    Figure,
    Process,
    current_process,
    is_visible,
    process_doors,
    process_figures,
)
from consult.tables.models import Session, Table
from consult.tables.policy import can_read
from consult.tables.queries import (
    announced_of,
    get_session,
    sessions_held_in,
    tables_in,
    zones_with_tables,
)
from consult.territory import Figure as ZoneFigure
from consult.territory import Territory, Zone, versions, zone_figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TABLE_FILES, SESSION_FILES = "standing_table", "table_session"
"""The kinds under which documents are attached."""


@dataclass(frozen=True, slots=True)
class SessionLink:
    """Somewhere that staff, or everyone, can go from a session."""

    label: Words
    url: str


# What a session left: its report, its minutes, what it promised. Pieces of page, in their order.
session_outcomes: Slot[Session, Markup] = Slot("tables.session_outcomes")
# Where everyone goes on from a table: all that was promised at it.
table_links: Slot[Table, SessionLink] = Slot("tables.table_links")
# Where whoever prepares a session goes on from its desk: the console, the closing.
session_desks: Slot[Session, SessionLink] = Slot("tables.session_desks")


@process_doors.filler
def come_to_a_table(processes: Sequence[Process]) -> Mapping[int, Sequence[Door]]:
    """Lead to the tables, as soon as there is one."""
    doors = {}
    for process in processes:
        tables = tables_in(process)
        if tables:
            doors[process.id] = [
                Door(
                    title=_("Come to a table"),
                    text=_next_words(announced_of(tables)),
                    url=url_for("tables.index", slug=process.slug),
                    opened_by=Activity.TABLES,
                    measure="2",
                    unit=_("hours"),
                )
            ]
    return doors


def _next_words(sessions: Sequence[Session]) -> str:
    following = next((one for one in sessions if not one.is_over and one.ends_at > now()), None)
    if following is None:
        return _("One writes, groups and chooses together. No session is planned now.")
    return _(
        "One writes, groups and chooses together. The next session: %(day)s at %(hour)s.",
        day=week_day(following.starts_at),
        hour=hour(following.starts_at),
    )


@process_figures.filler
def how_many_sessions(processes: Sequence[Process]) -> Mapping[int, Sequence[Figure]]:
    """Tell how many sessions of tables a consultation has held, once it has."""
    figures = {}
    for process in processes:
        held = sessions_held_in(process)
        if held:
            words = ngettext("session of a table", "sessions of tables", held)
            figures[process.id] = [Figure(held, words, url_for("tables.index", slug=process.slug))]
    return figures


@zone_figures.filler
def the_tables_of_a_zone(zones: Sequence[Zone]) -> Mapping[int, Sequence[ZoneFigure]]:
    """Lead from a zone to its tables in the consultation that the site is about."""
    process = current_process()
    if process is None:
        return {}
    url = url_for("tables.index", slug=process.slug)
    return {
        zone_id: [ZoneFigure(many, ngettext("table", "tables", many), f"{url}#{code}")]
        for zone_id, (code, many) in zones_with_tables(process).items()
        if zone_id in {zone.id for zone in zones}
    }


@versions.filler
def when_tables_change(territories: Sequence[Territory]) -> Mapping[int, Sequence[str]]:
    """Make the pages of zones anew when a table is set up."""
    process = current_process()
    many = sum(count for _code, count in zones_with_tables(process).values()) if process else 0
    return {one.id: [f"tables:{process.id if process else 0}:{many}"] for one in territories}


@file_access(TABLE_FILES)
def whoever_sees_the_table(table_id: int, person: Visitor | None) -> bool:
    """Hand out a table's documents to whoever may see its consultation."""
    table = db.session.get(Table, table_id)
    return table is not None and _sees(table.process_id, person)


@file_access(SESSION_FILES)
def whoever_sees_the_session(session_id: int, person: Visitor | None) -> bool:
    """Hand out a session's documents to whoever may see its consultation."""
    try:
        session = get_session(session_id)
    except NotFoundError:
        return False
    reader = person if isinstance(person, Person) else None
    return _sees(session.table.process_id, person) and bool(can_read(reader, session))


def _sees(process_id: int, person: Visitor | None) -> bool:
    process = db.session.get_one(Process, process_id)
    return is_visible(process, person if isinstance(person, Person) else None)
