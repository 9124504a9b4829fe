"""Zip archives that somebody sent: opened, and unpacked no further than whoever reads them says."""

from __future__ import annotations

import zipfile
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from zipfile import ZipFile, ZipInfo

CHUNK = 256 * 1024
BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
    *(EOFError, OSError, NotImplementedError, RuntimeError, ValueError),
)
"""What a torn, locked or unusual archive raises while it is read."""


class TornArchiveError(RefusedError):
    """An archive is torn, or packed in a way that we do not read."""


class LockedArchiveError(RefusedError):
    """What is wanted of an archive is locked by a password."""


class OverfullArchiveError(RefusedError):
    """An archive holds more than we read."""


class Archive:
    """What somebody packed: its entries without folders, and how many bytes may still come out."""

    def __init__(self, file: ZipFile, most_bytes: int) -> None:
        self._file = file
        self.left = most_bytes
        self.entries = [one for one in file.infolist() if not one.is_dir()]

    def check(self, wanted: Iterable[ZipInfo]) -> None:
        """Refuse locked entries, and those that say themselves that they are too much."""
        size = 0
        for entry in wanted:
            if entry.flag_bits & 1:
                raise LockedArchiveError(
                    _("This archive is locked by a password: send it without.")
                )
            size += entry.file_size
        if size > self.left:
            raise OverfullArchiveError(_too_much())

    def chunks(self, entry: ZipInfo) -> Iterator[bytes]:
        """Unpack an entry piece by piece; what it says of its own size is not believed."""
        self.check([entry])
        try:
            with self._file.open(entry) as packed:
                while chunk := packed.read(CHUNK):
                    self.left -= len(chunk)
                    if self.left < 0:
                        raise OverfullArchiveError(_too_much())
                    yield chunk
        except BROKEN as fault:
            raise TornArchiveError(_torn()) from fault


@contextmanager
def opened(
    packed: Path | bytes | BinaryIO, *, most_entries: int, most_bytes: int
) -> Iterator[Archive]:
    """Open an archive, of which no more than so many bytes come out altogether.

    Raises `TornArchiveError`, `LockedArchiveError` or `OverfullArchiveError`, now or while it is
    unpacked.
    """
    try:
        file = zipfile.ZipFile(BytesIO(packed) if isinstance(packed, bytes) else packed)
    except BROKEN as fault:
        raise TornArchiveError(_torn()) from fault
    with file:
        archive = Archive(file, most_bytes)
        if len(archive.entries) > most_entries:
            raise OverfullArchiveError(_too_much())
        yield archive


def _too_much() -> str:
    return _("This archive unpacks to more than we read: unpack it yourself.")


def _torn() -> str:
    return _("This archive is torn or packed in a way that we do not read: pack it anew.")
