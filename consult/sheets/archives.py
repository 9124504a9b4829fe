"""Zip archives: their files of rows, one after another, none larger than we would read."""

from __future__ import annotations

import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

PACKED = b"PK\x03\x04"
OF_ROWS = frozenset({".csv", ".json", ".tsv", ".xlsx"})
MOST_ENTRIES = 1_000
MOST_UNPACKED = 600 * 1024 * 1024
"""Bytes of all that is unpacked: beyond, it was made to fill a disk."""
CHUNK = 1024 * 1024
_OF_A_WORKBOOK = "[Content_Types].xml"
_BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
    *(EOFError, OSError, NotImplementedError, RuntimeError, ValueError),
)
"""What a torn, locked or unusual archive raises while it is read."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of rows, as it was called where it was packed."""

    name: str
    path: Path


def is_packed(path: Path) -> bool:
    """Whether a file is a zip archive, a spreadsheet among them."""
    with path.open("rb") as file:
        return file.read(4) == PACKED


def parts_of(path: Path, name: str, folder: Path) -> Iterator[Part]:
    """Unpack the files of rows of an archive into a folder, one by one; another file is its own.

    Each is gone when the next is asked for, unless it was moved away. Raises `RefusedError` when
    the archive is torn, locked, or unpacks to more than we read.
    """
    if not is_packed(path):
        yield Part(name, path)
        return
    with _opened(path) as archive:
        entries = archive.infolist()
        if any(entry.filename == _OF_A_WORKBOOK for entry in entries):
            yield Part(name, path)
            return
        wanted = [one for one in entries if PurePosixPath(one.filename).suffix.lower() in OF_ROWS]
        if len(entries) > MOST_ENTRIES or sum(one.file_size for one in wanted) > MOST_UNPACKED:
            raise RefusedError(_("This archive unpacks to more than we read: unpack it yourself."))
        if any(one.flag_bits & 1 for one in wanted):
            raise RefusedError(_("This archive is locked by a password: send it without."))
        left = MOST_UNPACKED
        for entry in wanted:
            handle, place = tempfile.mkstemp(dir=folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    left -= _unpack(archive, entry, file, left)
                yield Part(PurePosixPath(entry.filename).name, Path(place))
            finally:
                Path(place).unlink(missing_ok=True)


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN as fault:
        raise RefusedError(_torn()) from fault
    with archive:
        yield archive


def _unpack(archive: ZipFile, entry: ZipInfo, file: IO[bytes], most: int) -> int:
    """Unpack an entry and return its size; what it says of its own size is not believed."""
    size = 0
    try:
        with archive.open(entry) as packed:
            while chunk := packed.read(CHUNK):
                size += len(chunk)
                if size > most:
                    break
                file.write(chunk)
    except _BROKEN as fault:
        raise RefusedError(_torn()) from fault
    if size > most:
        raise RefusedError(_("This archive unpacks to more than we read: unpack it yourself."))
    return size


def _torn() -> str:
    return _("This archive is torn or packed in a way that we do not read: pack it anew.")
