"""Verifying approved minutes from the command line."""

from __future__ import annotations

import click

from consult.minutes.drafting import approved_minutes, is_unchanged
from consult.tables import get_session


@click.command("verify-minutes")
def verify_minutes() -> None:
    """Compute the hash of all approved minutes again, and fail if one does not fit."""
    changed = 0
    for minutes in approved_minutes():
        session = get_session(minutes.session_id)
        good = is_unchanged(minutes, session)
        changed += not good
        name = f"{session.table.code}/{session.number}"
        click.echo(f"{'ok     ' if good else 'CHANGED'} {minutes.hash} {name}")
    if changed:
        raise SystemExit(1)
