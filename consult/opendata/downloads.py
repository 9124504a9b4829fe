"""How much of the server downloads may take: so many at once, so long each, so many a person."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from consult.kernel import limits
from consult.kernel.errors import TooManyError
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_AT_ONCE = 4
"""In each web process; each keeps a thread while somebody reads it."""
AGAIN_SECONDS = 30
FILES, IN = 60, timedelta(minutes=10)
LONGEST_SECONDS = 600
PATIENCE_SECONDS = 30
"""A piece that nobody takes in that time ends the download, and the thread is free."""

_places = threading.BoundedSemaphore(MOST_AT_ONCE)


class TooSlowError(Exception):
    """Whoever reads a file is too slow: it ends unfinished, which the reader's program can tell."""


class Place:
    """One of the places for downloads, left once however often one is told to."""

    def __init__(self) -> None:
        self._held = True

    def leave(self) -> None:
        """Leave the place to somebody else."""
        if self._held:
            self._held = False
            _places.release()


def take_place(who: str) -> Place:
    """Take one of the places for downloads. Raises `TooManyError` when there is none."""
    limits.allow("opendata.file", who, burst=FILES, per=IN)
    if not _places.acquire(blocking=False):
        raise TooManyError(
            _("Many files are being downloaded just now. Try again in half a minute."),
            retry_after=AGAIN_SECONDS,
        )
    return Place()


def bounded(pieces: Iterator[bytes], place: Place, socket: Any = None) -> Iterator[bytes]:  # noqa: ANN401 - the server's
    """Hand pieces on, but not to someone who takes for ever; leave the place at the end.

    `socket` is the server's own, if it shows it: what cannot be sent in time raises there.
    """
    if socket is not None:
        socket.settimeout(PATIENCE_SECONDS)
    until = time.monotonic() + LONGEST_SECONDS
    try:
        for piece in pieces:
            if time.monotonic() > until:
                raise TooSlowError
            yield piece
    finally:
        place.leave()
