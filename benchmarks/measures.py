"""What is measured: each measure gives rows, alternating ours with its reference."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import bare as reference
from benchmarks.load import Tally, load, step_back
from benchmarks.rows import Row, Stand
from benchmarks.servers import bare, memory_of, product
from benchmarks.weight import first_view_bytes
from benchmarks.writes import furnish_writers, writes

ROUNDS, SECONDS, WARM_UP = 5, 1.5, 1.0
PAGE_TARGET = 0.35
MOST_MEGABYTES, MOST_START_SECONDS, MOST_KILOBYTES = 120, 3, 200


def run(db: str, names: list[str], folder: Path) -> list[Row]:
    """Furnish both databases, start both servers and take the measures asked for."""
    step_back()
    with ExitStack() as stack:
        urls = stack.enter_context(_databases(db, folder))
        environment = {
            "CONSULT_DEMO": "1",
            "CONSULT_DATA_DIR": str(folder / "data"),
            "CONSULT_DATABASE_URL": urls[0],
        }
        subprocess.run(
            [sys.executable, "-m", "consult", "demo", "--data-only"],
            env=os.environ | environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        reference.furnish(urls[1])
        paths, story = addresses(environment), furnish_writers(environment)
        bare_port = stack.enter_context(bare(urls[1]))
        log = folder / "ours.log"
        ours, seconds, pid = stack.enter_context(product(environment, log))
        stand = Stand(ours, bare_port, seconds, pid, paths, story, log)
        return [row for name in names for row in MEASURES[name](stand)]


@contextmanager
def _databases(db: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Give the addresses of two empty databases: ours and the reference's."""
    if db == "sqlite":
        yield f"sqlite:///{folder / 'ours.db'}", f"sqlite:///{folder / 'bare.db'}"
        return
    from tests.servers.postgres import postgres  # noqa: PLC0415 - only on PostgreSQL

    with postgres(durable=True) as server:
        yield server.url(server.create()), server.url(server.create())


def addresses(environment: dict[str, str]) -> dict[str, str]:
    """Ask the demo's world for one address of each kind of page."""
    script = (
        "from consult.app import create_app\n"
        "from consult.kernel.db import db\n"
        "from sqlalchemy import select\n"
        "from consult.contributions import Contribution, State\n"
        "from consult.processes import current_process\n"
        "create_app()\n"
        "process = current_process()\n"
        "query = select(Contribution.code).where(Contribution.state == State.PUBLISHED)\n"
        "code = db.session.scalars(query.order_by(Contribution.id)).first()\n"
        "print(process.slug, code)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | environment,
        check=True,
        capture_output=True,
        text=True,
    )
    slug, code = told.stdout.split()[-2:]
    return {
        "home": "/",
        "zone": "/zones/adda-martesana",
        "process": f"/processes/{slug}",
        "idea": f"/processes/{slug}/ideas/{code}",
        "ideas": f"/processes/{slug}/ideas",
    }


def beside(ours: Callable[[], Tally], theirs: Callable[[], Tally]) -> tuple[float, float, Tally]:
    """Alternate two loads, and give the median rate of each and the last of ours."""
    ours(), theirs()
    rates: tuple[list[float], list[float]] = ([], [])
    last = Tally()
    for _ in range(ROUNDS):
        last = ours()
        if last.faults or set(last.statuses) - {200, 303}:
            raise RuntimeError(f"Answers that were not expected: {last.statuses}")
        rates[0].append(last.rate)
        rates[1].append(theirs().rate)
    return statistics.median(rates[0]), statistics.median(rates[1]), last


def _pages(stand: Stand) -> Iterator[Row]:
    for name in ("home", "zone", "process", "idea", "ideas"):
        path = stand.paths[name]
        rate, bare_rate, last = beside(
            lambda path=path: load(stand.ours, path, seconds=SECONDS),  # type: ignore[misc]
            lambda: load(stand.bare, "/page", seconds=SECONDS),
        )
        ratio = rate / bare_rate
        yield Row(
            f"page: {name}",
            rate,
            "a second",
            bare_rate,
            ratio,
            f">= {PAGE_TARGET}",
            ratio >= PAGE_TARGET,
        )
        yield Row(f"size of page: {name}", last.bytes / 1000, "kB, plain")


def _bare(stand: Stand) -> Iterator[Row]:
    for name, path, method in (
        ("hello", "/hello", "GET"),
        ("page of 15 kB", "/page", "GET"),
        ("one committed insert", "/insert", "POST"),
    ):
        rates = [
            load(
                stand.bare,
                path,
                seconds=SECONDS,
                method=method,
                body=b"x" * 100 * (method == "POST"),
            ).rate
            for _ in range(ROUNDS)
        ]
        yield Row(f"bare: {name}", statistics.median(rates), "a second")


def _start(stand: Stand) -> Iterator[Row]:
    seconds = stand.start_seconds
    yield Row(
        "start of serve",
        seconds,
        "s",
        target=f"<= {MOST_START_SECONDS}",
        met=seconds <= MOST_START_SECONDS,
    )


def _memory(stand: Stand) -> Iterator[Row]:
    most = max(memory_of(stand.pid), default=0)
    yield Row(
        "memory of a web process",
        most,
        "MB",
        target=f"<= {MOST_MEGABYTES}",
        met=most <= MOST_MEGABYTES,
    )


def _weight(stand: Stand) -> Iterator[Row]:
    for name in ("home", "idea"):
        kilobytes = first_view_bytes(stand.ours, stand.paths[name]) / 1000
        yield Row(
            f"first view: {name}",
            kilobytes,
            "kB, br",
            target=f"<= {MOST_KILOBYTES}",
            met=kilobytes <= MOST_KILOBYTES,
        )


MEASURES: dict[str, Callable[[Stand], Iterator[Row]]] = {
    "start": _start,
    "memory": _memory,
    "bare": _bare,
    "pages": _pages,
    "weight": _weight,
    "writes": writes,
}
