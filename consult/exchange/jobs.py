"""The work of imports that a desk ordered: taking files in, undoing them, and tidying up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import select

from consult.exchange.models import Import, ImportState
from consult.exchange.queries import archive_of
from consult.exchange.running import OvertakenError, run
from consult.exchange.undoing import undo_all
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.jobs import every, hold_on, job
from consult.sheets import file_of, forget_but

PREPARED_KEPT = timedelta(days=7)
LOOK_AGAIN = timedelta(minutes=5)


@job(outside=True)
def carry_out(*, import_id: int) -> None:
    """Take in the file of an import that was started; broken off, it goes on where it ended.

    Why a file cannot be taken in is kept with its import: trying again would not help. What came
    in the same archive is next.
    """
    with db.transaction():
        made = db.session.get_one(Import, import_id)
        if made.state is not ImportState.RUNNING:
            return
        sha256 = made.sha256
    try:
        run(import_id, file_of(sha256), hold_on)
    except OvertakenError:
        with db.transaction():
            carry_out.later(import_id=import_id, delay=LOOK_AGAIN)
    except RefusedError as refusal:
        _stop(import_id, str(refusal.message))
    else:
        _go_on_after(import_id)


def _stop(import_id: int, failure: str) -> None:
    """Keep why an import ended; what was to follow it waits for a person."""
    with db.transaction():
        made = db.session.get_one(Import, import_id)
        if made.state in {ImportState.UNDOING, ImportState.UNDONE}:
            return
        made.state, made.failure = ImportState.FAILED, failure
        for one in archive_of(made):
            if one.id > made.id and one.state is ImportState.RUNNING:
                one.state = ImportState.PREPARED


def _go_on_after(import_id: int) -> None:
    with db.transaction():
        made = db.session.get_one(Import, import_id)
        for one in archive_of(made):
            if one.id > made.id and one.state is ImportState.RUNNING:
                carry_out.later(import_id=one.id)
                return


@job(outside=True)
def carry_out_undoing(*, import_id: int) -> None:
    """Take out what an import brought, some at a time; broken off, it goes on where it ended."""
    undo_all(import_id, hold_on)


@every(seconds=3600, outside=True)
def sweep_imports() -> None:
    """Remove files that were taken in, given up a week ago, or half sent: they name people."""
    forget_but(_needed)


def _needed(hashes: Collection[str]) -> Collection[str]:
    waiting = (Import.state == ImportState.PREPARED) & (Import.made_at > now() - PREPARED_KEPT)
    with db.aside() as session:
        query = select(Import.sha256).where(
            Import.sha256.in_(hashes), waiting | (Import.state == ImportState.RUNNING)
        )
        return {sha256 for sha256 in session.scalars(query) if sha256}
