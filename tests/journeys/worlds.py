"""Worlds: the demo built once, copied for each story that writes, served by the real server.

`python -m tests.journeys.worlds KIND …` builds them in the folder CONSULT_TEST_WORLDS before two
processes of tests want the same one, and one of them waits.
"""

from __future__ import annotations

import atexit
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.servers.running import free_port, is_running, locked, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SECRET = "a secret of the journeys, long enough to be one"
START = 60.0  # seconds, on two busy cores
KEPT_LINES = 30


@dataclass(frozen=True)
class World:
    """A furnished database in its folder, and the address where it is served."""

    kind: str
    folder: Path
    url: str = ""

    @property
    def log(self) -> Path:
        return self.folder / "serve.log"


@dataclass(frozen=True)
class Order:
    """What to run, what it reads, where its words go, and by how many seconds it runs later."""

    arguments: list[str]
    environment: dict[str, str]
    log: str
    later: float = 0.0


def everyday() -> dict[str, str]:
    """What every program here reads, whatever this machine is set up for."""
    inherited = {name: value for name, value in os.environ.items() if "CONSULT_" not in name}
    return inherited | {"PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "default"}


def environment(folder: Path, url: str) -> dict[str, str]:
    """What the site reads: a demo of its own."""
    return everyday() | {
        "CONSULT_BASE_URL": url,
        "CONSULT_DATA_DIR": str(folder),
        "CONSULT_DATABASE_URL": f"sqlite:///{folder / 'consult.db'}",
        "CONSULT_DEMO": "1",
        "CONSULT_NEAR": "0",  # words serve; the process is told by tests/meaning
        "CONSULT_SECRET_KEY": SECRET,
    }


def template(kind: str, shared: Path) -> Path:
    """Return the folder of a furnished world, built by whichever test process comes first."""
    folder = shared / f"world-{kind}"
    with locked(shared / f"world-{kind}.lock"):
        if not (folder / "built").exists():
            shutil.rmtree(folder, ignore_errors=True)
            if kind == "rich":  # it begins as the other does
                shutil.copytree(template("milan", shared), folder)
                (folder / "built").unlink()
            folder.mkdir(exist_ok=True)
            order = [sys.executable, "-m", "tests.journeys.furnishing", kind, str(folder)]
            subprocess.run(order, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
            (folder / "built").touch()
    return folder


def copy_of(kind: str, shared: Path, folder: Path) -> World:
    """Copy a furnished world into a folder of its own."""
    shutil.copytree(template(kind, shared), folder, dirs_exist_ok=True)
    return World(kind, folder)


@contextmanager
def serving(world: World, later: timedelta = timedelta(0)) -> Iterator[World]:
    """Run the real server, with its worker, its relay and its clockwork, on a world.

    `later` is how long after the present moment its clock begins.
    """
    port = free_port()
    served = World(world.kind, world.folder, f"http://127.0.0.1:{port}")
    process = _forked(
        Order(
            ["serve", "--embedded", "--port", str(port)],
            environment(served.folder, served.url),
            str(served.log),
            later.total_seconds(),
        )
    )
    try:
        wait_until(lambda: _answers(process, port), f"an answer of {served.log}", START)
        yield served
    finally:
        # How it ends in order is proved elsewhere; here its data are thrown away.
        with suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        wait_until(lambda: not is_running(process), f"the end of process {process}")


def _forked(order: Order) -> int:
    """Have the loaded program forked for an order; return the number of its process."""
    program = _loaded()
    assert program.stdin
    assert program.stdout
    program.stdin.write(f"{json.dumps(asdict(order))}\n")
    program.stdin.flush()
    return int(program.stdout.readline())


@cache
def _loaded() -> subprocess.Popen[str]:
    """Load the program, once for all worlds of this test process, until that ends."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.hurrying"],
        cwd=ROOT,
        env=everyday(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(program.communicate)
    return program


def _answers(process: int, port: int) -> bool:
    assert is_running(process), "the server has ended"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/robots.txt")
        return connection.getresponse().status == 200
    except OSError:
        time.sleep(0.1)
        return False
    finally:
        connection.close()


def last_words(world: World) -> str:
    """The end of what the server said, for a story that failed."""
    lines = world.log.read_text(errors="replace").splitlines() if world.log.exists() else []
    return "\n".join(lines[-KEPT_LINES:])


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        template(wanted, Path(os.environ["CONSULT_TEST_WORLDS"]))
