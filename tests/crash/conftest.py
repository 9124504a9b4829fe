"""Real processes on a real, migrated database, each in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

import pytest

from consult.demo import plan_folder
from consult.kernel import limits
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.migrating import is_migrated, migrate
from consult.taxonomy import load_plan
from tests.kernel.databases import a_small_config
from tests.servers.postgres import postgres
from tests.servers.running import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90


def wait_until(condition, what):
    """Wait for something that other processes do."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := condition()):
        assert time.monotonic() < deadline, f"{what} did not come"
        time.sleep(0.05)
    return found


class _Stay(HTTPRedirectHandler):
    """Shows a redirection instead of following it."""

    def redirect_request(self, *_others):
        return None


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict
    text: str


class Visitor:
    """A browser as plain as they come."""

    def __init__(self, base):
        self._base = base
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), _Stay)

    def ask(self, path, form=None):
        data = None if form is None else urlencode(form).encode()
        try:
            with self._opener.open(self._base + path, data, timeout=PATIENCE_SECONDS) as found:
                return Answer(found.status, dict(found.headers), found.read().decode())
        except HTTPError as refusal:
            with refusal:
                return Answer(refusal.code, dict(refusal.headers), refusal.read().decode())

    def address_form(self, email):
        """The sign-in form, filled in."""
        page = self.ask("/sign-in").text
        hidden = re.findall(r'<input[^>]*type="hidden"[^>]*>', page)
        found = (re.search(r'name="([^"]+)"[^>]*value="([^"]+)"', one) for one in hidden)
        return {one[1]: one[2] for one in found if one} | {"email": email}


class Installation:
    """One database with its folder, and the processes that were started on it."""

    def __init__(self, config, mail_url):
        self.config = config
        self.port = free_port()
        self.processes = []
        self._environment = os.environ | {
            "CONSULT_DEVELOPMENT": "1",
            "CONSULT_BASE_URL": f"http://127.0.0.1:{self.port}",
            "CONSULT_DATABASE_URL": config.database_url,
            "CONSULT_DATA_DIR": str(config.data_dir),
            "CONSULT_MAIL_URL": mail_url,
            "CONSULT_NEAR": "0",
            "CONSULT_SECRET_KEY": config.secret_key,
        }

    def start(self, module, *arguments):
        process = subprocess.Popen(
            [sys.executable, "-m", module, *map(str, arguments)],
            cwd=ROOT,
            env=self._environment,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def serve(self, fault="embedded", workers=1):
        """Start the site; returns a visitor when it answers."""
        self.start("tests.crash.site", self.port, fault, workers)
        return self.visited()

    def visited(self):
        """Return a visitor as soon as the site answers."""
        visitor = Visitor(self.config.base_url.rsplit(":", 1)[0] + f":{self.port}")
        wait_until(lambda: self._answers(visitor), "the site")
        return visitor

    def _answers(self, visitor):
        try:
            return visitor.ask("/robots.txt").status == 200
        except OSError:
            return False

    def count(self, query):
        """Read a number from the database."""
        with db.engine.connect() as connection:
            return connection.exec_driver_sql(query).scalar()

    def stop(self):
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=10)


@contextmanager
def installed(config, mail_url):
    """Migrate an empty database and install the site on it."""
    set_config(config)
    db.connect(config.database_url)
    if not is_migrated():
        migrate()
    installation = Installation(config, mail_url)
    try:
        yield installation
    finally:
        installation.stop()
        limits.dispose()
        db.dispose()


@contextmanager
def a_site_that_loses_all(kind, request, folder, mail_url):
    """The plan on a database of its own, and its PostgreSQL server if it has one, to be killed."""
    if kind == "sqlite":
        for file in request.getfixturevalue("sqlite_template").glob("*.db*"):
            shutil.copy(file, folder / file.name)
        with installed(a_small_config(folder), mail_url) as site:
            yield site, None
        return
    with postgres(durable=True) as server:
        config = a_small_config(folder, database_url=server.url(server.create()))
        with installed(config, mail_url) as site:
            with db.transaction():
                load_plan(plan_folder("invented"))
            yield site, server


@pytest.fixture
def installation(migrated_database, mail_server):
    """A site on SQLite with a mail server."""
    with installed(migrated_database, mail_server.url) as found:
        yield found
