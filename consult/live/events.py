"""Events as browsers read them: which parts changed, and nothing else."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from consult.live import marks

if TYPE_CHECKING:
    from consult.live.marks import Marks

CONTENT_TYPE = "text/event-stream; charset=utf-8"
HEADERS = (
    ("Cache-Control", "no-store"),
    ("X-Accel-Buffering", "no"),  # a proxy passes each event on as it comes
)
# Browsers come back after two seconds; that nobody comes at once with all the others is theirs.
BEGINNING = b"retry: 2000\n\n"
STILL_HERE = b"event: here\ndata: .\n\n"  # a comment would not reach the page's script
STILL_HERE_SECONDS = 15.0
LONGEST_SECONDS = 600.0
FULL = b"All places of this process are taken: ask every few seconds instead.\n"
FULL_RETRY_SECONDS = 60


def changed(fresh: Marks, known: Marks) -> bytes:
    """Write an event that tells of these parts; its id says how all parts stand."""
    data = json.dumps(fresh, sort_keys=True, separators=(",", ":"))
    return f"id: {marks.written(known | fresh)}\nevent: changed\ndata: {data}\n\n".encode()


def news(now: Marks, known: Marks) -> Marks:
    """Return what is not known yet."""
    return {part: mark for part, mark in now.items() if known.get(part) != mark}


def a_life() -> float:
    """Return how many seconds a stream lasts: ten minutes, not all of them ending together."""
    return LONGEST_SECONDS * random.uniform(0.9, 1.1)  # noqa: S311 - spreads work, keeps no secret
