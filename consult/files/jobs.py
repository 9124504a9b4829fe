"""Keeping the disk in step with the table."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from sqlalchemy import select

from consult.files import store
from consult.files.models import Attachment, Document
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import every, job

UNUSED_KEPT = timedelta(days=1)
BATCH = 500


@job(outside=True)
def forget_file(*, sha256: str) -> None:
    """Remove a file's bytes unless another thing shows the same."""
    if not _used([sha256]):
        store.drop(sha256)


@every(seconds=3600, outside=True)
def sweep_files() -> None:
    """Remove what was sent a day ago and never tied to anything: forms that were given up."""
    before = (now() - UNUSED_KEPT).timestamp()
    files = store.older_than(before)
    while batch := list(islice(files, BATCH)):
        used = _used([sha256 for sha256, _ in batch])
        for sha256, place in batch:
            # Asked again: the same photo may have been sent a moment ago.
            if sha256 not in used and place.stat().st_mtime < before:
                place.unlink(missing_ok=True)


def _used(hashes: list[str]) -> set[str]:
    with db.aside() as session:
        return {
            sha256
            for kind in (Attachment, Document)
            for sha256 in session.scalars(select(kind.sha256).where(kind.sha256.in_(hashes)))
        }
