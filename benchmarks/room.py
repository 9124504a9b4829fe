"""A session with hundreds of phones: all write a card and put five dots within five seconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.rows import Row, Stand, at_most
from benchmarks.servers import live_process

SIZES = (500, 750, 1000)
WANTED = 500
WARMING = 100  # phones of a room that is not measured: the servers know all their questions then
MOST_SECONDS = 8.0
MOST_CONSOLE_SECONDS = 1.0
DOTS = 5


def room(stand: Stand) -> Iterator[Row]:
    """Fill a room three times; the target is for the first, the others say where it breaks."""
    with _live(stand) as live_port:
        yield from _fill(stand, live_port)


def _fill(stand: Stand, live_port: int) -> Iterator[Row]:
    _phones(stand, _seated(stand, "furnish", str(WARMING)), live_port)
    for many in SIZES:
        furnished = _seated(stand, "furnish", str(many))
        found = _phones(stand, furnished, live_port)
        told = _seated(stand, "told", str(furnished["session"]))
        name, wanted = f"room of {many}", many == WANTED
        yield _row(f"{name}: all confirmed", found["last"], "s", MOST_SECONDS, wanted=wanted)
        yield _row(
            f"{name}: console behind", found["console"], "s", MOST_CONSOLE_SECONDS, wanted=wanted
        )
        yield _row(f"{name}: answers of 5xx", found["faults"], "", 0, wanted=wanted)
        yield _row(f"{name}: cards not there", many - told["cards"], "", 0, wanted=wanted)
        yield _row(f"{name}: dots not there", DOTS * many - told["points"], "", 0, wanted=wanted)
        yield Row(f"{name}: streams, the others ask", found["streams"], "")


@contextmanager
def _live(stand: Stand) -> Iterator[int]:
    """Where phones listen: in the web server on SQLite, in the live process on PostgreSQL."""
    environment = stand.world.environment
    if environment["CONSULT_DATABASE_URL"].startswith("sqlite"):
        yield stand.ours
        return
    with live_process(environment) as (port, _pid):
        yield port


def _row(name: str, value: float, unit: str, most: float, *, wanted: bool) -> Row:
    return at_most(name, value, unit, most) if wanted else Row(name, value, unit)


def _seated(stand: Stand, *order: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.seated", *order],
        env=os.environ | stand.world.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _phones(stand: Stand, furnished: dict[str, Any], live_port: int) -> dict[str, Any]:
    orders = furnished | {"port": stand.ours, "live_port": live_port}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.phones"],
        input=json.dumps(orders),
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
