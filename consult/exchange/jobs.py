"""The work of imports that a desk ordered: taking a file in, and undoing it."""

from __future__ import annotations

from consult.exchange.models import Import, ImportState
from consult.exchange.running import run
from consult.exchange.undoing import undo_some
from consult.exchange.uploads import file_of
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.jobs import job


@job(outside=True)
def carry_out(*, import_id: int) -> None:
    """Take in the file of an import that was started; broken off, it goes on where it ended.

    Why a file cannot be taken in is kept with its import: trying again would not help.
    """
    with db.transaction():
        made = db.session.get_one(Import, import_id)
        if made.state is not ImportState.RUNNING:
            return
        sha256 = made.sha256
    try:
        run(import_id, file_of(sha256))
    except RefusedError as refusal:
        with db.transaction():
            made = db.session.get_one(Import, import_id)
            made.state, made.failure = ImportState.FAILED, str(refusal.message)


@job(outside=True)
def carry_out_undoing(*, import_id: int) -> None:
    """Take out what an import brought, some at a time; broken off, it goes on where it ended."""
    while undo_some(import_id):
        pass
