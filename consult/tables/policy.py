"""Who may make tables, and who may prepare and run their sessions, in words."""

from __future__ import annotations

from datetime import datetime

from consult.accounts import Person
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.processes import Process, Role, State, posts_of, roles_of, works_as
from consult.tables.models import Block, Session, SessionState, Table
from consult.tables.queries import sits_at, tables_run_by

TEAM = (Role.PLANNER, Role.FACILITATOR)


def can_open_desk(person: Person | None, process: Process) -> Verdict:
    """Planners, facilitators, and whoever was named to run one of its tables."""
    if works_as(person, process, *TEAM):
        return YES
    if person is not None and not person.suspended and tables_run_by(person):
        return YES
    return no(_("Only who facilitates tables of this consultation can open their desk."))


def can_make_tables(person: Person | None, process: Process) -> Verdict:
    """Planners and administrators decide which tables there are."""
    if process.state is State.CLOSED:
        return no(_("A closed consultation stays as it was."))
    if not works_as(person, process, Role.PLANNER):
        return no(_("Only planners and administrators can make a table."))
    return YES


def can_prepare(person: Person | None, table: Table) -> Verdict:
    """Planners, the facilitators of the table, and those of its zone or of everywhere."""
    if table.process.state is State.CLOSED:
        return no(_("A closed consultation stays as it was."))
    return facilitates(person, table)


def facilitates(person: Person | None, table: Table) -> Verdict:
    """Who looks after a table, also when its consultation is closed."""
    if person is not None and not person.suspended:
        if Role.PLANNER in roles_of(person, table.process) or table.id in tables_run_by(person):
            return YES
        for role, zone_id in posts_of(person, table.process):
            if role is Role.FACILITATOR and zone_id in {None, table.zone_id}:
                return YES
    return no(_("Only who facilitates this table can work on its sessions."))


def can_prepare_more(person: Person | None, table: Table) -> Verdict:
    """A table that has ended has no new sessions."""
    if table.ended_at is not None:
        return no(_("This table has ended: it has no new sessions."))
    return can_prepare(person, table)


def can_run(person: Person | None, session: Session) -> Verdict:
    """Whoever may prepare a session may run it, while its consultation is not closed."""
    return can_prepare(person, session.table)


def can_change_session(person: Person | None, session: Session) -> Verdict:
    """What is said of a session stays once it is over or called off."""
    if session.is_cancelled:
        return no(_("This session was called off."))
    if session.is_over:
        return no(_("This session is over."))
    return can_prepare(person, session.table)


def can_move_session(person: Person | None, session: Session) -> Verdict:
    """Day, place and language change until people join."""
    if session.state is not SessionState.PREPARED:
        return no(_("People are joining this session: its day stays."))
    return can_change_session(person, session)


def can_change_block(person: Person | None, block: Block) -> Verdict:
    """A block changes until it begins: what people began under, they go on under."""
    if block.began_at is not None:
        return no(_("This block has begun: its rules stay as they are."))
    return can_change_session(person, block.session)


def can_invite(person: Person | None, session: Session, at: datetime) -> Verdict:
    """Letters go out while there is something to come to."""
    if not session.is_cancelled and session.ends_at <= at:
        return no(_("The hour of this session has passed."))
    return can_change_session(person, session)


def can_read(person: Person | None, session: Session) -> Verdict:
    """Everyone reads of a session once it is announced; before, who prepares it."""
    if session.is_announced or facilitates(person, session.table):
        return YES
    return no(_("There is no such session."))


def can_have_link(person: Person | None, session: Session, at: datetime) -> Verdict:
    """The video link is for who sits at the table and who prepares; letters tell the invited."""
    if sits_at(person, session.table, at) or facilitates(person, session.table):
        return YES
    return no(_("The link is in the invitation, and on the phone of whoever has joined."))


def can_answer(session: Session, at: datetime) -> Verdict:
    """One says whether one comes until the session is over or called off."""
    if session.is_cancelled:
        return no(_("This session was called off."))
    if session.is_over or session.ends_at <= at:
        return no(_("This session is over."))
    return YES
