"""What every test server needs: to be waited for, stopped, and shared by the test processes."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 30.0  # seconds


def wait_until(ready: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Wait for something to become true; raises `TimeoutError` naming it."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not happen within {seconds:.0f} s")
        time.sleep(0.02)


def free_port() -> int:
    """Return a loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_running(pid: int) -> bool:
    """Whether a process lives; one that has ended and waits to be collected does not."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, 0)
            return not Path("/proc/self").exists()
        return False
    return state != "Z"


def stop(pid: int, how: signal.Signals = signal.SIGTERM) -> None:
    """End a process and wait until it is gone, by force if it does not listen."""
    for sign in (how, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        with contextlib.suppress(TimeoutError):
            wait_until(lambda: not is_running(pid), f"the end of process {pid}", 10)
            return


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock that other test processes wait for."""
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def own_folder(name: str) -> Iterator[Path]:
    """Give an empty folder that an unprivileged server may pass through, for a while."""
    folder = make_folder(name)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_folder(name: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=f"consult-{name}-"))
    folder.chmod(0o711)
    return folder


def pid_file(folder: Path, name: str) -> Path:
    """Where a shared server notes its process, for whoever stops it at the end."""
    return folder / f"{name}.pid"


def stop_all(folder: Path) -> None:
    """Stop every server noted in a folder, and remove the folder."""
    for noted in folder.glob("*.pid"):
        stop(int(noted.read_text()), signal.SIGQUIT)
    shutil.rmtree(folder, ignore_errors=True)
