"""The zip of a project: its `.qde` under whatever name, its texts wherever they were put."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote

from consult.kernel.archives import OverfullArchiveError, opened
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.refi.reading import ReadProject, project_of
from consult.refi.trees import MOST_XML_BYTES

if TYPE_CHECKING:
    from zipfile import ZipInfo

    from consult.kernel.archives import Archive

MOST_ENTRIES = 5_000
MOST_TEXT_BYTES = 16 * 1024 * 1024
MOST_UNPACKED = 256 * 1024 * 1024
"""Bytes of all that we unpack; pictures, sounds and films are left packed."""


def read_project(packed: Path | bytes | BinaryIO) -> ReadProject:
    """Read a `.qdpx`. Raises `RefusedError` when it is torn, or larger than any that we read."""
    try:
        with opened(packed, most_entries=MOST_ENTRIES, most_bytes=MOST_UNPACKED) as archive:
            held = _Held(archive)
            return project_of(held.project(), held.text)
    except OverfullArchiveError as refusal:
        raise RefusedError(_("This file is larger or deeper than any that we read.")) from refusal


class _Held:
    """What an archive holds, found whatever its folders are called."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.by_path: dict[str, ZipInfo] = {}
        self.by_name: dict[str, ZipInfo] = {}
        for entry in archive.entries:
            path = entry.filename.replace("\\", "/").casefold()
            self.by_path.setdefault(path, entry)
            self.by_name.setdefault(PurePosixPath(path).name, entry)

    def project(self) -> bytes:
        """The one `.qde`: the one nearest to the top, should there be more."""
        found = [one for one in self.archive.entries if one.filename.casefold().endswith(".qde")]
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
        read = bytearray()
        for chunk in self.archive.chunks(entry):
            read += chunk
            if len(read) > most:
                raise OverfullArchiveError
        return bytes(read)
