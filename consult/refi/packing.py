"""The zip of a project: its `.qde` under whatever name, its texts wherever they were put."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.refi.reading import ReadProject, project_of
from consult.refi.trees import MOST_XML_BYTES

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MOST_ENTRIES = 5_000
MOST_TEXT_BYTES = 16 * 1024 * 1024
MOST_UNPACKED = 256 * 1024 * 1024
"""Bytes of all that we unpack; pictures, sounds and films are left packed."""
_BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
    *(EOFError, OSError, NotImplementedError, RuntimeError, ValueError),
)
"""What a torn, locked or unusual archive raises while it is read."""


def read_project(packed: Path | bytes | BinaryIO) -> ReadProject:
    """Read a `.qdpx`. Raises `RefusedError` when it is torn, or larger than any that we read."""
    with _opened(packed) as archive:
        held = _Held(archive)
        return project_of(held.project(), held.text)


@contextmanager
def _opened(packed: Path | bytes | BinaryIO) -> Iterator[ZipFile]:
    try:
        archive = zipfile.ZipFile(BytesIO(packed) if isinstance(packed, bytes) else packed)
    except _BROKEN as fault:
        raise RefusedError(_torn()) from fault
    with archive:
        yield archive


class _Held:
    """What an archive holds, found whatever its folders are called."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.left = MOST_UNPACKED
        self.entries = [one for one in archive.infolist() if not one.is_dir()]
        if len(self.entries) > MOST_ENTRIES:
            raise RefusedError(_too_large())
        self.by_path: dict[str, ZipInfo] = {}
        self.by_name: dict[str, ZipInfo] = {}
        for entry in self.entries:
            path = entry.filename.replace("\\", "/").casefold()
            self.by_path.setdefault(path, entry)
            self.by_name.setdefault(PurePosixPath(path).name, entry)

    def project(self) -> bytes:
        """The one `.qde`: the one nearest to the top, should there be more."""
        found = [one for one in self.entries if one.filename.casefold().endswith(".qde")]
        if not found:
            raise RefusedError(_("There is no project (.qde) in this archive."))
        found.sort(key=lambda one: (one.filename.count("/"), one.filename))
        return self._read(found[0], MOST_XML_BYTES)

    def text(self, path: str) -> bytes | None:
        """The file that a path of the project names: by its whole path, or else by its name."""
        plain = unquote(path.partition("://")[2] or path).replace("\\", "/").casefold()
        name = PurePosixPath(plain).name
        entry = (
            self.by_path.get(plain) or self.by_path.get(f"sources/{name}") or self.by_name.get(name)
        )
        return None if entry is None else self._read(entry, MOST_TEXT_BYTES)

    def _read(self, entry: ZipInfo, most: int) -> bytes:
        """Unpack an entry; what it says of its own size is not believed."""
        if entry.flag_bits & 1:
            raise RefusedError(_("This archive is locked by a password: send it without."))
        most = min(most, self.left)
        try:
            with self.archive.open(entry) as packed:
                read = packed.read(most + 1)
        except _BROKEN as fault:
            raise RefusedError(_torn()) from fault
        if len(read) > most:
            raise RefusedError(_too_large())
        self.left -= len(read)
        return read


def _too_large() -> str:
    return _("This file is larger or deeper than any that we read.")


def _torn() -> str:
    return _("This archive is torn or packed in a way that we do not read: pack it anew.")
