"""What is measured: each measure gives rows, alternating ours with its reference."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from benchmarks import bare as reference
from benchmarks.analysis import analysis
from benchmarks.asked import World, afresh, ask_world, kept, signed_in
from benchmarks.coded import coded
from benchmarks.imported import imported
from benchmarks.live import live
from benchmarks.load import load, step_back
from benchmarks.meaning import meaning
from benchmarks.room import room
from benchmarks.rows import (
    SECONDS,
    Row,
    Stand,
    at_most,
    bare_insert,
    bare_page,
    beside,
    sound,
)
from benchmarks.scale import scale
from benchmarks.servers import bare, memory_of, product
from benchmarks.votes import votes
from benchmarks.weight import first_view_bytes
from benchmarks.writes import furnish_writers, writes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.asked import Guest
    from benchmarks.load import Ask

PAGE_TARGET, MAP_TARGET, KEPT_LIST_TARGET, LIST_TARGET = 0.35, 0.25, 0.85, 0.40
MOST_MEGABYTES, MOST_START_SECONDS, MOST_KILOBYTES = 120, 3, 200


def run(db: str, names: list[str], folder: Path, sizes: tuple[int, ...]) -> Iterator[Row]:
    """Furnish both databases, start both servers and take the measures asked for."""
    for name in (name for name in ALONE if name in names):
        yield from ALONE[name]()
    if set(names) <= set(ALONE):
        return
    step_back()
    with ExitStack() as stack:
        urls, database_pid = stack.enter_context(_databases(db, folder))
        environment = {
            "CONSULT_DEFAULT_PROCESS": "psm-2016-2018",  # not the one that writers write in
            "CONSULT_DEMO": "1",
            "CONSULT_NEAR": "0",  # `meaning` measures with it, the others without
            "CONSULT_DATA_DIR": str(folder / "data"),
            "CONSULT_DATABASE_URL": urls[0],
        }
        if not (folder / "ours.db").exists():
            _build(environment)
            reference.furnish(urls[1])
        world = World(environment, ask_world(environment, "addresses"))
        story = furnish_writers(environment) if "writes" in names else {}
        bare_port, bare_pid = stack.enter_context(bare(urls[1]))
        log = folder / "ours.log"
        ours, seconds, pid = stack.enter_context(product(environment, log))
        servers = (ours, bare_port, seconds, pid)
        stand = Stand(*servers, world, sizes, story, log, bare_pid, database_pid)
        for name in (name for name in MEASURES if name in names):
            yield from MEASURES[name](stand)


def _build(environment: dict[str, str]) -> None:
    """Make the demo's world in an empty database."""
    subprocess.run(
        [sys.executable, "-m", "consult", "demo", "--data-only"],
        env=os.environ | environment,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def _databases(db: str, folder: Path) -> Iterator[tuple[tuple[str, str], int | None]]:
    """Give the addresses of two empty databases, ours and the reference's, and their server."""
    if db == "sqlite":
        yield (f"sqlite:///{folder / 'ours.db'}", f"sqlite:///{folder / 'bare.db'}"), None
        return
    from tests.servers.postgres import postgres  # noqa: PLC0415 - only on PostgreSQL

    with postgres(durable=True) as server:
        yield (server.url(server.create()), server.url(server.create())), server.pid


def _bare(stand: Stand) -> Iterator[Row]:
    for name, ask in (
        ("hello", lambda _number: kept("/hello")),
        ("page of 15 kB", bare_page),
        ("one committed insert", bare_insert),
    ):
        rates = [sound(load(stand.bare, ask, seconds=SECONDS), name).rate for _turn in range(3)]
        yield Row(f"bare: {name}", statistics.median(rates), "a second")


def _pages(stand: Stand) -> Iterator[Row]:
    """Each page as a visitor gets it from memory, made anew, and for somebody signed in."""
    [member] = stand.world.guests(1)
    for name, least in (
        ("home", PAGE_TARGET),
        ("zone", PAGE_TARGET),
        ("process", PAGE_TARGET),
        ("idea", PAGE_TARGET),
        ("ideas", LIST_TARGET),
        ("map", MAP_TARGET),
    ):
        for way, asks in _ways(stand.world.paths[name], member).items():
            from_memory = name == "ideas" and way.startswith("kept")
            target = KEPT_LIST_TARGET if from_memory else least
            row, last = beside(stand, f"page: {name}, {way}", asks, least=target)
            yield row
        yield Row(f"size of page: {name}", last.bytes / 1000, "kB, plain")


def _ways(path: str, member: Guest) -> dict[str, Callable[[int], Ask]]:
    """A page as one visitor after another gets it, with nothing kept of it, and by a member."""
    return {
        "kept for visitors": lambda _number: kept(path),
        "made anew": lambda number: afresh(path, number),
        "signed in": lambda _number: signed_in(path, member),
    }


def _queue(stand: Stand) -> Iterator[Row]:
    path, carla = stand.world.paths["queue"], stand.world.staff("moderator")
    yield beside(stand, "desk: moderation queue", lambda _number: signed_in(path, carla))[0]


def _start(stand: Stand) -> Iterator[Row]:
    yield at_most("start of serve", stand.start_seconds, "s", MOST_START_SECONDS)


def _memory(stand: Stand) -> Iterator[Row]:
    most = max(memory_of(stand.pid), default=0)
    yield at_most("memory of a web process", most, "MB", MOST_MEGABYTES)


def _weight(stand: Stand) -> Iterator[Row]:
    for name in ("home", "idea"):
        kilobytes = first_view_bytes(stand.ours, stand.world.paths[name]) / 1000
        yield at_most(f"first view: {name}", kilobytes, "kB, br", MOST_KILOBYTES)


ALONE: dict[str, Callable[[], Iterator[Row]]] = {"analysis": analysis}
"""These need no server."""
MEASURES: dict[str, Callable[[Stand], Iterator[Row]]] = {
    "start": _start,
    "memory": _memory,
    "bare": _bare,
    "pages": _pages,
    "queue": _queue,
    "weight": _weight,
    "votes": votes,
    "writes": writes,
    "live": live,
    "room": room,
    "scale": scale,
    "import": imported,
    "meaning": meaning,
    "interviews": coded,
}
