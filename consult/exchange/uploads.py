"""Files that staff sent: on disk under the hash of their content, for jobs to take in."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from consult.exchange.reading import opened
from consult.kernel.config import current_config
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _

MOST_UPLOAD_BYTES = 50 * 1024 * 1024
CHUNK = 1024 * 1024


def place_of(sha256: str) -> Path:
    """Where the file of a hash is, or was."""
    return current_config().data_dir / "imports" / f"{sha256}.rows"


def keep(sent: BinaryIO) -> str:
    """Keep what was sent and return its hash; it is whole on disk, or not there.

    Raises `RefusedError` when it is larger than we take, or no file of rows.
    """
    folder = current_config().data_dir / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            while chunk := sent.read(CHUNK):
                size += len(chunk)
                if size > MOST_UPLOAD_BYTES:
                    raise RefusedError(_("This file is larger than 50 MB: use the command line."))
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        with opened(part):
            pass
        part.replace(place_of(digest.hexdigest()))
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest()


def file_of(sha256: str | None) -> Path:
    """Return the file of a hash. Raises `RefusedError` when it is no longer here."""
    place = place_of(sha256 or "none")
    if not place.exists():
        raise RefusedError(_("The file is no longer here: send it again."))
    return place
