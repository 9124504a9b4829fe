"""Putting a backup back: into an empty place, verified, whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from consult.audit import verify_chain
from consult.backups import embedded, server
from consult.backups.archive import Manifest, opened
from consult.backups.taking import FILES
from consult.backups.words import BackupError, told_of_writing
from consult.kernel import limits
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.migrating import is_migrated, knows, migrate

UNPACKED = ".restoring"
MAY_BE_THERE = frozenset({"secret"})


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and whether its tables had to be brought up to this release."""

    manifest: Manifest
    files: int
    migrated: bool


def restore(source: Path, passphrase: str | None) -> Restored:
    """Put a backup into the configured database and data folder, which must be empty.

    Raises `BackupError` in words, and then leaves the place as empty as it was.
    """
    data = current_config().data_dir
    database = embedded if db.is_sqlite else server
    _refuse_unless_empty(data)
    database.refuse_unless_empty()
    with _room_in(data) as unpacked, opened(source, passphrase) as archive:
        manifest = archive.manifest
        _refuse_foreign(manifest, database.NAME)
        archive.unpack(unpacked)
        try:
            database.put_in(unpacked, manifest.migration, manifest.counts)
            migrated = _verified()
            files = _move(unpacked / FILES, data)
        except BaseException:
            database.take_out()
            raise
    return Restored(manifest, files, migrated)


def _refuse_unless_empty(data: Path) -> None:
    there = {place.name for place in data.iterdir()} if data.is_dir() else set()
    if too_much := sorted(there - MAY_BE_THERE):
        raise BackupError(
            f"{data} is not empty ({too_much[0]} is there): name an empty folder in "
            "CONSULT_DATA_DIR."
        )


def _refuse_foreign(manifest: Manifest, database: str) -> None:
    if manifest.database != database:
        raise BackupError(
            f"This backup is of {manifest.database}, CONSULT_DATABASE_URL names {database}."
        )
    if not knows(manifest.migration):
        raise BackupError(
            f"This backup was made by a newer release ({manifest.version}, migration "
            f"{manifest.migration}): install that one."
        )


@contextmanager
def _room_in(data: Path) -> Iterator[Path]:
    unpacked = data / UNPACKED
    with told_of_writing(data):
        unpacked.mkdir(parents=True)
        try:
            yield unpacked
        finally:
            shutil.rmtree(unpacked, ignore_errors=True)


def _verified() -> bool:
    """Bring the tables up to this release where they are older, and verify the log of acts.

    Returns whether they were older.
    """
    limits.dispose()
    db.dispose()
    older = not is_migrated()
    if older:
        migrate()
    broken = verify_chain()
    db.forget()
    if broken is not None:
        raise BackupError(
            f"The log of acts in this backup does not hold: seal {broken.number}, {broken.fault}."
        )
    return older


def _move(source: Path, data: Path) -> int:
    many = sum(place.is_file() for place in source.rglob("*"))
    for place in sorted(source.iterdir()) if source.is_dir() else ():
        place.rename(data / place.name)
    return many
