"""The reading page of a conversation of three hours: opened, and marked, one at a time."""

from __future__ import annotations

import statistics
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.asked import pressed, signed_in
from benchmarks.load import load
from benchmarks.rows import at_most, sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.load import Ask
    from benchmarks.rows import Row, Stand

OPEN_MOST, MARK_MOST = 1_000, 100  # milliseconds
SECONDS = 3.0
STEP, SPAN = 139, 40


def coded(stand: Stand) -> Iterator[Row]:
    """Open the page and mark, one at a time; the processor's share stands beside."""
    told, curator = stand.world.told("transcript"), stand.world.staff("curator")
    size = f"{told['characters']:,} characters"

    def mark(number: int) -> Ask:
        start = number % 1_000_000 * STEP % (told["characters"] - SPAN) + number // 1_000_000 + 1
        where = {"version": "1", "start": str(start), "end": str(start + SPAN)}
        ask = pressed(f"{told['page']}/marks", curator, code_id=str(told["code"]), **where)
        spans = {"X-Requested-With": "fetch", "X-Spans": f"{start}-{start + SPAN}"}
        return replace(ask, headers=ask.headers | spans)

    yield _row(
        stand, f"interview: open {size}", OPEN_MOST, lambda _n: signed_in(told["page"], curator)
    )
    yield _row(stand, f"interview: mark in {size}", MARK_MOST, mark)


def _row(stand: Stand, name: str, most: float, asks: Callable[[int], Ask]) -> Row:
    sound(load(stand.ours, asks, seconds=1, connections=1), name)
    before = stand.used(stand.pid)
    tally = sound(
        load(stand.ours, lambda n: asks(1_000_000 + n), seconds=SECONDS, connections=1), name
    )
    took = 1000 * (stand.used(stand.pid) - before) / tally.answers
    row = at_most(name, 1000 * statistics.median(tally.waits), "ms", most)
    return replace(row, cpu=took)
