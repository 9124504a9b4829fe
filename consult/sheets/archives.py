"""Zip archives: their files of rows, one after another, none larger than we would read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from consult.kernel.archives import opened

PACKED = b"PK\x03\x04"
OF_ROWS = frozenset({".csv", ".json", ".tsv", ".xlsx"})
MOST_ENTRIES = 1_000
MOST_UNPACKED = 600 * 1024 * 1024
"""Bytes of all that is unpacked: beyond, it was made to fill a disk."""
_OF_A_WORKBOOK = "[Content_Types].xml"


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
    with opened(path, most_entries=MOST_ENTRIES, most_bytes=MOST_UNPACKED) as archive:
        entries = archive.entries
        if any(entry.filename == _OF_A_WORKBOOK for entry in entries):
            yield Part(name, path)
            return
        wanted = [one for one in entries if PurePosixPath(one.filename).suffix.lower() in OF_ROWS]
        archive.check(wanted)
        for entry in wanted:
            handle, place = tempfile.mkstemp(dir=folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.writelines(archive.chunks(entry))
                yield Part(PurePosixPath(entry.filename).name, Path(place))
            finally:
                Path(place).unlink(missing_ok=True)
