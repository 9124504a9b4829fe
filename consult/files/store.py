"""The disk: each file once, under the hash of its content, whole or not there at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from consult.kernel.config import current_config

if TYPE_CHECKING:
    from collections.abc import Iterator

THUMBNAIL = "-480"


def folder() -> Path:
    """Where the files of this installation are."""
    return current_config().data_dir / "files"


def place_of(sha256: str, *, thumbnail: bool = False) -> Path:
    """Where the file of a hash is, or its small copy."""
    return folder() / sha256[:2] / f"{sha256}{THUMBNAIL if thumbnail else ''}.jpg"


def document_place(sha256: str) -> Path:
    """Where the document of a hash is."""
    return folder() / sha256[:2] / f"{sha256}.document"


def keep(place: Path, content: bytes) -> None:
    """Write a file so that it survives a power cut whole, or was never there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        # Somebody sent this photo before: it is young again, so that no sweep takes it from us.
        os.utime(place)
        return
    handle, name = tempfile.mkstemp(dir=place.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    directory = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def drop(sha256: str) -> None:
    """Remove a file and its small copy, or a document."""
    document_place(sha256).unlink(missing_ok=True)
    for thumbnail in (False, True):
        place_of(sha256, thumbnail=thumbnail).unlink(missing_ok=True)


def older_than(moment: float) -> Iterator[tuple[str, Path]]:
    """Every file last written before a moment (seconds since 1970), with its hash."""
    for place in folder().glob("??/*"):
        with suppress(FileNotFoundError):
            if place.stat().st_mtime < moment:
                yield place.stem.removesuffix(THUMBNAIL), place
