"""Taking a backup while people write."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from consult.backups import embedded, server
from consult.backups.archive import Manifest, written
from consult.backups.words import BackupError, told_of_writing
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db

FILES = "files/"
LEFT_OUT = ("queue.db*", "embedded.lock", "secret", "*.part", ".restoring")
"""The outbox fills the queue again; a key does not belong beside what it protects."""


def back_up(folder: Path, passphrase: str | None) -> tuple[Path, Manifest]:
    """Write an archive of the database and its files into a folder; return where and of what.

    Everything acknowledged before the call is in it. Raises `BackupError` in words, and then
    leaves nothing behind.
    """
    data = current_config().data_dir
    if not folder.is_dir():
        raise BackupError(f"{folder} is no folder: make it first.")
    if folder.resolve().is_relative_to(data.resolve()):
        raise BackupError(f"A backup inside {data} is lost with it: name another folder.")
    at = now()
    kind = "sealed" if passphrase else "tar.gz"
    target = folder / f"consult-{at:%Y-%m-%dT%H-%M-%S}Z.{kind}"
    if target.exists():
        raise BackupError(f"{target} is there already.")
    database = embedded if db.is_sqlite else server
    with (
        told_of_writing(folder),
        tempfile.TemporaryDirectory(dir=folder, prefix=".copy-") as staged,
        database.copied(Path(staged)) as (migration, counts, made),
    ):
        manifest = Manifest(
            made_at=at.isoformat(timespec="seconds"),
            version=_release(),
            database=database.NAME,
            migration=migration,
            counts=counts,
        )
        with written(target, manifest, passphrase) as archive:
            for name, place in made.items():
                archive.add(name, place)
            # After the database: what its rows speak of was on disk before them.
            for place in _files(data):
                archive.add(FILES + place.relative_to(data).as_posix(), place)
    return target, manifest


def _release() -> str:
    try:
        return version("consult")
    except PackageNotFoundError:  # run from a checkout that nobody installed
        return "unknown"


def _files(data: Path) -> Iterator[Path]:
    ours = {embedded.main_file(), embedded.counters_file()} if db.is_sqlite else set()
    for place in sorted(data.rglob("*")):
        name = place.name
        if not place.is_file() or any(Path(name).match(one) for one in LEFT_OUT):
            continue
        database = any(place == one or name.startswith(f"{one.name}-") for one in ours)
        if not database and ".restoring" not in place.parts:
            yield place
