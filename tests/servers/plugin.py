"""Fixtures for real servers; one PostgreSQL and one Valkey are shared by all test processes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import redis

from tests.servers.chromium import chromium as run_chromium
from tests.servers.mailserver import mail_server as run_mail_server
from tests.servers.postgres import Postgres, shared_postgres
from tests.servers.running import make_folder, stop_all
from tests.servers.valkey import shared_valkey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.servers.mailserver import MailServer

FOLDER = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Agree on one folder: the first process makes it, the others are told."""
    told = getattr(config, "workerinput", {}).get("servers_folder")
    config.stash[FOLDER] = Path(told) if told else make_folder("servers")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: pytest.Item) -> None:
    node.workerinput["servers_folder"] = str(node.config.stash[FOLDER])  # type: ignore[attr-defined]  # added by xdist


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started, when the last process is done."""
    if not hasattr(config, "workerinput"):
        stop_all(config.stash[FOLDER])


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> Postgres:
    """Give the PostgreSQL of this test run, started when first asked for.

    `create(template)` makes a database, `create_once(name, fill)` a template for all processes.
    """
    return shared_postgres(pytestconfig.stash[FOLDER])


@pytest.fixture(scope="session")
def shared_folder(pytestconfig: pytest.Config) -> Path:
    """Give the folder where worlds are built once: for a run, or for all of one `dev.py test`."""
    return Path(os.environ.get("CONSULT_TEST_WORLDS", pytestconfig.stash[FOLDER]))


@pytest.fixture
def postgres_url(postgres_server: Postgres) -> Iterator[str]:
    """Give the address of an empty database."""
    name = postgres_server.create()
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture
def valkey_url(pytestconfig: pytest.Config, worker: str) -> str:
    """Give the address of an empty Valkey database of this test process."""
    number = int(worker.removeprefix("gw")) if worker.startswith("gw") else 0
    url = shared_valkey(pytestconfig.stash[FOLDER]).url(number)
    with redis.Redis.from_url(url) as client:
        client.flushdb()
    return url


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """Give a mail server that keeps its letters."""
    with run_mail_server() as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give a browser; there is always one, or the test fails."""
    with run_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """Name this test process: `gw0`, `gw1` …, or `main` when there is but one."""
    told: dict[str, str] = getattr(request.config, "workerinput", {})
    return told.get("workerid", "main")
