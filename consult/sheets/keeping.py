"""Files that staff sent: on disk under the hash of their content, for jobs to read."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.sheets.archives import Part, parts_of
from consult.sheets.reading import opened

MOST_UPLOAD_BYTES = 50 * 1024 * 1024
CHUNK = 1024 * 1024
UNUSED_KEPT = timedelta(days=1)


def place_of(sha256: str) -> Path:
    """Where the file of a hash is, or was."""
    return _folder() / f"{sha256}.rows"


def _folder() -> Path:
    return current_config().data_dir / "imports"


def keep(sent: BinaryIO) -> str:
    """Keep what was sent and return its hash; it is whole on disk, or not there.

    Raises `RefusedError` when it is larger than we take, or no file of rows.
    """
    with _received(sent) as path:
        return keep_part(Part("", path))


@contextmanager
def received_parts(sent: BinaryIO, name: str) -> Iterator[Iterator[Part]]:
    """Receive what was sent, and hand out its files of rows one by one (see `parts_of`).

    Raises `RefusedError` when it is larger than we take.
    """
    with _received(sent) as path:
        yield parts_of(path, name, path.parent)


@contextmanager
def _received(sent: BinaryIO) -> Iterator[Path]:
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            while chunk := sent.read(CHUNK):
                file.write(chunk)
                if file.tell() > MOST_UPLOAD_BYTES:
                    raise RefusedError(_("This file is larger than 50 MB: use the command line."))
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def keep_part(part: Part) -> str:
    """Keep a file of rows under its hash, which is returned; it is moved there, whole.

    Raises `RefusedError` when it is no file of rows.
    """
    with opened(part.path):
        pass
    with part.path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    part.path.replace(place_of(sha256))
    return sha256


def file_of(sha256: str | None) -> Path:
    """Return the file of a hash. Raises `RefusedError` when it is no longer here."""
    place = place_of(sha256 or "none")
    if not place.exists():
        raise RefusedError(_("The file is no longer here: send it again."))
    return place


def forget_but(needed: Callable[[Collection[str]], Collection[str]]) -> int:
    """Remove kept files that nobody needs and that are a day old; return how many.

    `needed` is asked which of some hashes are; what was left half sent goes too.
    """
    before = (now() - UNUSED_KEPT).timestamp()
    old = [place for place in sorted(_folder().glob("*.*")) if place.stat().st_mtime < before]
    kept = needed([place.stem for place in old if place.suffix == ".rows"])
    gone = [place for place in old if place.stem not in kept]
    for place in gone:
        place.unlink(missing_ok=True)
    return len(gone)
