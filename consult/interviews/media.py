"""The bytes of audio and scans: told by their content, on disk under a drawn name, never public."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from consult.interviews.models import FileKind
from consult.kernel.config import current_config
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.text import TITLE_LIMIT, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_AUDIO_BYTES = 512 * 1024 * 1024
MOST_SCAN_BYTES = 20 * 1024 * 1024
SLICE = 1024 * 1024
HEAD = 16


class UnreadableFileError(RefusedError):
    """What was sent is no audio and no scan that we take."""


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """Bytes on disk that belong to no interview yet."""

    kind: FileKind
    key: str
    name: str
    content_type: str
    bytes: int


def folder() -> Path:
    """Where the bytes are; a backup takes them along."""
    return current_config().data_dir / "interviews"


def place_of(key: str) -> Path:
    """Where the bytes of a key are."""
    return folder() / key


def store_file(sent: BinaryIO, name: str, kind: FileKind) -> PreparedFile:
    """Keep what was sent on disk, slice by slice; done before the write transaction opens.

    Raises `UnreadableFileError` with the reason in words.
    """
    head = sent.read(HEAD)
    content_type = _scan_type(head) if kind is FileKind.SCAN else _audio_type(head)
    if content_type is None:
        raise UnreadableFileError(
            _("Send a PDF or a picture (JPEG, PNG).")
            if kind is FileKind.SCAN
            else _("Send an audio file: MP3, M4A, OGG, WAV, FLAC or WebM.")
        )
    key = secrets.token_hex(16)
    folder().mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=folder(), suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(head)
            size = _copy(sent, file, _most(kind)) + len(head)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(place_of(key))
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    stem = clean_line(name.replace("\\", "/").rpartition("/")[2])[:TITLE_LIMIT]
    return PreparedFile(kind, key, stem or kind.value, content_type, size)


def drop(key: str) -> None:
    """Remove the bytes; done again, nothing happens."""
    place_of(key).unlink(missing_ok=True)


def older_than(moment: float) -> Iterator[Path]:
    """Every file last written before a moment (seconds since 1970)."""
    for place in folder().glob("*"):
        with suppress(FileNotFoundError):
            if place.stat().st_mtime < moment:
                yield place


def _copy(sent: BinaryIO, file: BinaryIO, most: int) -> int:
    """Write slice by slice, and return how much it was; too much is refused."""
    size = 0
    while piece := sent.read(SLICE):
        size += len(piece)
        if size > most:
            raise UnreadableFileError(
                _("This file is larger than %(most)d MB. Send a smaller one.", most=most // SLICE)
            )
        file.write(piece)
    return size


def _most(kind: FileKind) -> int:
    return MOST_SCAN_BYTES if kind is FileKind.SCAN else MOST_AUDIO_BYTES


def _scan_type(head: bytes) -> str | None:
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    return "image/jpeg" if head.startswith(b"\xff\xd8\xff") else None


def _audio_type(head: bytes) -> str | None:
    found = None
    if head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] and head[1] & 0xE0 == 0xE0):  # noqa: PLR2004 - eleven bits open a frame of MPEG audio
        found = "audio/mpeg"
    elif head[4:8] == b"ftyp":
        found = "audio/mp4"
    elif head.startswith(b"OggS"):
        found = "audio/ogg"
    elif head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        found = "audio/wav"
    elif head.startswith(b"fLaC"):
        found = "audio/flac"
    elif head.startswith(b"\x1a\x45\xdf\xa3"):
        found = "audio/webm"
    return found
