"""What can go wrong with a backup, in words that say what to do."""

from __future__ import annotations

import errno
import gzip
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consult.kernel.errors import RefusedError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class BackupError(RefusedError):
    """A backup was not taken, or not put back; nothing half done is left."""


@contextmanager
def told_of_writing(folder: Path) -> Iterator[None]:
    """Tell in words that a disk is full or that a folder may not be written."""
    try:
        yield
    except OSError as fault:
        raise BackupError(_of_disk(fault, folder)) from fault
    except sqlite3.Error as fault:
        if fault.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise BackupError(no_room(folder)) from fault
        raise BackupError(f"The database cannot be copied: {fault}.") from fault


@contextmanager
def told_of_reading() -> Iterator[None]:
    """Tell in words that an archive ends too early or is damaged."""
    try:
        yield
    except EOFError as fault:
        raise BackupError(
            "The backup is cut off or damaged: it ends before its end. Fetch it whole again."
        ) from fault
    except (tarfile.TarError, zlib.error, gzip.BadGzipFile, ValueError) as fault:
        raise BackupError("The backup is damaged, or no backup of this program.") from fault


def no_room(folder: Path) -> str:
    """Say that a disk is full."""
    return f"There is no room left on the disk of {folder}: make room and try again."


def _of_disk(fault: OSError, folder: Path) -> str:
    if fault.errno in NO_ROOM:
        return no_room(folder)
    return f"{fault.filename or folder}: {fault.strerror or fault}."
