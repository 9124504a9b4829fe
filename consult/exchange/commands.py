"""Preparing an import, trying one out, undoing it, and keeping columns for the next file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from consult.accounts import Person
from consult.audit import note_act
from consult.exchange.columns import Columns, bound
from consult.exchange.dry import Trying
from consult.exchange.jobs import carry_out, carry_out_undoing
from consult.exchange.models import Import, ImportState, Kind, Profile
from consult.exchange.opening import rows_of
from consult.exchange.policy import Operator, can_import, can_undo
from consult.exchange.queries import archive_of
from consult.exchange.running import Report, read_through
from consult.exchange.vocabulary import Vocabulary
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import TITLE_LIMIT, clean_line
from consult.processes import Process

Actor = Person | Operator
LARGEST_ID = 2**31


def prepare_import(
    actor: Actor, process: Process, columns: Columns, file: Path, name: str = ""
) -> Import:
    """Check that a file can be read so, and note that it is to be taken in.

    Raises `NotAllowedError`, and `RefusedError` when a column is missing or the file is none.
    """
    require(can_import(actor, process))
    with rows_of(file, columns) as sheet:
        bound(columns, sheet.header)
    Vocabulary(process, columns)
    made = Import(
        process_id=process.id,
        kind=columns.kind,
        source_system=system_of(process, columns),
        file_name=clean_line(name or file.name)[:TITLE_LIMIT],
        sha256=_hash_of(file),
        columns=columns.kept(),
        state=ImportState.PREPARED,
        made_at=now(),
    )
    db.session.add(made)
    db.session.flush()
    note_act(_person(actor), "import.prepared", made, file=made.file_name)
    return made


def receive_file(
    actor: Actor, process: Process, columns: Columns, file: tuple[str, str, int]
) -> Import:
    """Note a file that is on disk already, to be taken in once its columns are said.

    `file` is its hash, its name and the number of its last row. Raises `NotAllowedError`.
    """
    require(can_import(actor, process))
    sha256, name, rows = file
    made = Import(
        process_id=process.id,
        kind=columns.kind,
        source_system=system_of(process, columns),
        file_name=clean_line(name)[:TITLE_LIMIT],
        sha256=sha256,
        columns=columns.kept(),
        state=ImportState.PREPARED,
        made_at=now(),
        rows=rows,
    )
    db.session.add(made)
    db.session.flush()
    note_act(_person(actor), "import.prepared", made, file=made.file_name)
    return made


def receive_archive(
    actor: Actor, process: Process, files: Sequence[tuple[Columns, tuple[str, str, int]]]
) -> list[Import]:
    """Note the files of an archive, in the order in which they are to be taken in.

    They are begun, and undone, together. Raises `NotAllowedError`.
    """
    parts = [receive_file(actor, process, columns, file) for columns, file in files]
    for one in parts[1:]:
        one.follows_id = parts[0].id
    db.session.flush()
    return parts


def set_columns(actor: Actor, made: Import, process: Process, columns: Columns, file: Path) -> None:
    """Say which column is what, while the import has not begun.

    Raises `NotAllowedError`, and `RefusedError` when a column is missing or it has begun.
    """
    require(can_import(actor, process))
    db.lock_row(made)
    _still_prepared(made)
    with rows_of(file, columns) as sheet:
        bound(columns, sheet.header)
    Vocabulary(process, columns)
    made.columns = columns.kept()
    db.session.flush()


def start_import(actor: Actor, made: Import, process: Process) -> None:
    """Begin an import, and with it what came in the same archive: jobs take the files in.

    Raises as `set_columns`.
    """
    require(can_import(actor, process))
    db.lock_row(made)
    _still_prepared(made)
    begun = [one for one in archive_of(made) if one.state is ImportState.PREPARED]
    for one in begun:
        one.state = ImportState.RUNNING
        note_act(_person(actor), "import.started", one, rows=one.rows)
    db.session.flush()
    carry_out.later(import_id=begun[0].id)


def _still_prepared(made: Import) -> None:
    if made.state is not ImportState.PREPARED:
        raise RefusedError(_("This import has begun already."))


def system_of(process: Process, columns: Columns) -> str:
    """Return what a row's identifier is unique in: the same file may come to two consultations."""
    return f"{process.slug}/{columns.source}"


def try_import(
    actor: Actor,
    process: Process,
    columns: Columns,
    file: Path,
    arriving: set[str] | None = None,
) -> Report:
    """Tell what would come of a file, and keep nothing. Raises as `prepare_import`.

    `arriving` grows by the names of what would come, for the next file of an archive.
    """
    require(can_import(actor, process))
    made = Import(id=0, kind=columns.kind, source_system=system_of(process, columns))
    trying = Trying(process, made, columns, set() if arriving is None else arriving)
    return read_through(file, columns, process, trying)


def undo_import(actor: Actor, made: Import) -> None:
    """Begin to take out what an import brought; begun already, it changes nothing.

    What came after it in the same archive goes with it. What others here have used stays:
    supported, answered, hung on the map, decided on.
    """
    db.lock_row(made)
    if made.state in {ImportState.UNDOING, ImportState.UNDONE}:
        return
    process = db.session.scalars(select(Process).where(Process.id == made.process_id)).one()
    require(can_undo(actor, made, process))
    for one in archive_of(made):
        if one is made or (one.id > made.id and one.can_be_undone):
            one.state, one.kept, one.removed = ImportState.UNDOING, 0, 0
            note_act(_person(actor), "import.undone", one)
    db.session.flush()
    carry_out_undoing.later(import_id=made.id)


def import_numbered(number: int) -> Import:
    """Return the import of a number, of whichever consultation. Raises `NotFoundError`."""
    made = db.session.get(Import, number) if 0 < number < LARGEST_ID else None
    if made is None:
        raise NotFoundError(_("There is no such import."))
    return made


def keep_profile(actor: Actor, process: Process, name: str, columns: Columns) -> Profile:
    """Keep how columns are read under a name; the name again takes the new columns."""
    require(can_import(actor, process))
    said = clean_line(name)[:TITLE_LIMIT]
    if not said:
        raise RefusedError(_("Give the columns a name."), field="profile")
    profile = db.session.scalar(select(Profile).where(Profile.name == said))
    if profile is None:
        profile = Profile(name=said)
        db.session.add(profile)
    profile.kind, profile.columns = columns.kind, columns.kept()
    db.session.flush()
    return profile


def find_profile(name: str, kind: Kind) -> Profile:
    """Return the columns kept under a name. Raises `RefusedError` for none of this kind."""
    profile = db.session.scalar(
        select(Profile).where(Profile.name == clean_line(name), Profile.kind == kind)
    )
    if profile is None:
        raise RefusedError(_("No columns are kept under the name “%(name)s”.", name=name))
    return profile


def _person(actor: Actor) -> Person | None:
    return actor if isinstance(actor, Person) else None


def _hash_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
