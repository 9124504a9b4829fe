"""The servers under measure: ours and the bare one, with the same gunicorn settings."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO

WORKERS, THREADS = 2, 64


def free_port() -> int:
    """Return a port of the loopback nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def bare(url: str) -> Iterator[tuple[int, int]]:
    """Run the bare reference, and give its port and its main pid."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "benchmarks.bare:create_app()"]
    command += ["-k", "gthread", "-w", str(WORKERS), "--threads", str(THREADS)]
    command += ["-b", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "warning"]
    with _running(command, {"BARE_DATABASE_URL": url}, port, "/hello") as process:
        yield port, process.pid


@contextlib.contextmanager
def product(environment: dict[str, str], log: Path) -> Iterator[tuple[int, float, int]]:
    """Run the product, and give its port, the seconds to its first answer and its main pid.

    What it notes of its work goes to `log`.
    """
    port = free_port()
    command = [sys.executable, "-m", "consult", "serve", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--threads", str(THREADS)]
    started = time.perf_counter()
    own = environment | {"CONSULT_BASE_URL": f"http://127.0.0.1:{port}"}
    with (
        log.open("wb") as notes,
        _running(command, own, port, "/robots.txt", notes) as process,
    ):
        yield port, time.perf_counter() - started, process.pid


@contextlib.contextmanager
def live_process(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Run the live process, and give its port and its main pid."""
    port = free_port()
    command = [sys.executable, "-m", "consult", "live", "--port", str(port)]
    with _running(command, environment, port, "/live/nothing") as process:
        yield port, process.pid


@contextlib.contextmanager
def _running(
    command: list[str],
    environment: dict[str, str],
    port: int,
    path: str,
    notes: IO[bytes] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command,
        env=os.environ | environment,
        cwd=Path(__file__).resolve().parents[1],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=notes,
    )
    try:
        _wait(port, path, process)
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def _wait(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with {process.returncode} before it answered.")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2).read()
        except urllib.error.HTTPError:
            return
        except OSError:
            pass
        else:
            return
        time.sleep(0.05)
    raise RuntimeError("The server did not answer within 30 seconds.")


def memory_of(pid: int) -> list[float]:
    """Return the resident megabytes of each process under a pid, itself left out."""
    sizes = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            facts = dict(line.split(":", 1) for line in status.read_text().splitlines())
            if facts["PPid"].strip() == str(pid) and "VmRSS" in facts:
                sizes.append(int(facts["VmRSS"].split()[0]) / 1024)
    return sizes


def processor_seconds(pid: int | None) -> float:
    """Return the seconds of a processor that a process and all it started have had."""
    tree, total = [pid] if pid else [], 0
    while tree:
        place = Path(f"/proc/{tree.pop()}")
        with contextlib.suppress(OSError):
            facts = (place / "stat").read_text().rpartition(")")[2].split()
            total += sum(int(fact) for fact in facts[11:15])
            for task in (place / "task").iterdir():
                tree += [int(child) for child in (task / "children").read_text().split()]
    return total / os.sysconf("SC_CLK_TCK")
