"""Where the pages of a session are, for the rooms that lead back to them and for letters."""

from __future__ import annotations

from consult.tables.models import Session, Table


def join_path(session: Session) -> str:
    """Where one joins a session."""
    return f"/join/{session.join_code}"


def phone_path(session: Session) -> str:
    """Where whoever has a seat takes part, from any device."""
    return f"/t/{session.join_code}"


def table_path(table: Table) -> str:
    """The public page of a table; its consultation must be loaded."""
    return f"/processes/{table.process.slug}/tables/{table.code}"


def session_path(session: Session) -> str:
    """The public page of a session; its table and consultation must be loaded."""
    return f"{table_path(session.table)}/sessions/{session.number}"


def desk_path(session: Session) -> str:
    """Where the team prepares a session; its table and consultation must be loaded."""
    table = session.table
    return f"/processes/{table.process.slug}/desk/tables/{table.code}/sessions/{session.number}"


def console_path(session: Session) -> str:
    """Where a session is run; its table and consultation must be loaded."""
    return f"{desk_path(session)}/console"
