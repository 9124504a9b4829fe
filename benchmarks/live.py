"""Live pages: how soon open streams hear of a change, what an idle one costs, what asking costs."""

from __future__ import annotations

import os
import statistics
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

from benchmarks.asked import kept
from benchmarks.load import CONNECTIONS, load
from benchmarks.rows import SECONDS, Row, at_most, sound
from benchmarks.servers import live_process, memory_of
from benchmarks.streams import listeners
from consult.kernel.config import read_config, set_config
from consult.kernel.db import db
from consult.live import announce_change, topic_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.rows import Stand
    from benchmarks.streams import Listeners

TOPIC = "session:1"
CHANGES, EMBEDDED, APART = 20, 200, 1_000
MOST_WAIT, MOST_MEGABYTES = 1_000, 60


def live(stand: Stand) -> Iterator[Row]:
    """Announce from this process, as another web server would, and listen in it."""
    set_config(read_config(os.environ | stand.world.environment))
    db.connect(read_config(os.environ | stand.world.environment).database_url)
    path = f"/live/{topic_token(TOPIC)}"
    _announce()
    yield from _asking(stand, path)
    before = max(memory_of(stand.pid), default=0)
    with listeners(stand.ours, f"{path}/stream", EMBEDDED) as held:
        yield from _hearing(held, f"{EMBEDDED} embedded streams")
        grown = max(memory_of(stand.pid), default=0) - before
        yield Row(f"{EMBEDDED} embedded streams: growth of a web process", grown, "MB")
    if not db.is_sqlite:
        yield from _apart(stand, f"{path}/stream")
    db.dispose()


def _apart(stand: Stand, path: str) -> Iterator[Row]:
    """The live process with its thousand streams."""
    with ExitStack() as stack:
        port, pid = stack.enter_context(live_process(stand.world.environment))
        with listeners(port, path, 1):
            before = sum(memory_of(pid))
        held = stack.enter_context(listeners(port, path, APART))
        grown = sum(memory_of(pid)) - before
        name = f"{APART} streams of the live process"
        yield at_most(f"{name}: growth", grown, "MB", MOST_MEGABYTES)
        yield from _hearing(held, name)
        for changes in range(CHANGES * 5):
            _announce()
            if changes % 10 == 0:
                held.drain()
        yield Row(f"{name}: growth, busy", sum(memory_of(pid)) - before, "MB")


def _hearing(held: Listeners, name: str) -> Iterator[Row]:
    """How long changes take to arrive, from their commit on."""
    waits: list[float] = []
    time.sleep(1)
    for _change in range(CHANGES):
        held.drain()
        waits += held.arrivals(_announce())
        time.sleep(0.2)
    if len(waits) < CHANGES * len(held.lines) or not waits:
        raise RuntimeError(f"{name}: {len(waits)} arrivals on {len(held.lines)} streams")
    waits.sort()
    yield Row(f"{name}: half have heard within", statistics.median(waits), "ms")
    yield at_most(
        f"{name}: 95 of 100 have heard within", waits[int(len(waits) * 0.95)], "ms", MOST_WAIT
    )
    yield Row(f"{name}: open", len(held.lines), f"({held.refused} refused on the way)")


def _asking(stand: Stand, path: str) -> Iterator[Row]:
    """What those ask for who found no place, beside the bare greeting."""
    rates: tuple[list[float], list[float]] = ([], [])
    for _turn in range(4):
        mine = load(stand.ours, lambda _n: kept(path), seconds=SECONDS, connections=CONNECTIONS)
        bare = load(stand.bare, lambda _n: kept("/hello"), seconds=SECONDS, connections=CONNECTIONS)
        rates[0].append(sound(mine, "asking").rate)
        rates[1].append(sound(bare, "hello").rate)
    rate, reference = (statistics.median(found[1:]) for found in rates)
    yield Row("asking how a topic stands", rate, "a second", reference, rate / reference)


def _announce() -> float:
    """Announce a change and keep it; returns when it was kept."""
    with db.transaction():
        announce_change(TOPIC, "wall")
    return time.perf_counter()
