"""A database made from the models alone, for the floors that stand below the app."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from consult.kernel import limits
from consult.kernel.clock import reset_clock
from consult.kernel.config import Config, set_config
from consult.kernel.db import Model, db
from consult.migrating import migrate
from consult.search import create_search_tables
from tests.servers.copies import Copies

BOTH = ["sqlite", "postgres"]


def a_small_config(folder: Path, **changes: Any) -> Config:
    """A demo that lives in one folder."""
    plain: dict[str, Any] = {
        "database_url": f"sqlite:///{folder / 'consult.db'}",
        "base_url": "http://127.0.0.1:8000",
        "trusted_hosts": ("127.0.0.1", "localhost"),
        "secret_key": "only for tests, and long enough to be one",
        "data_dir": folder,
        "mail_from": "consult@example.org",
        "demo": True,
        "near": False,
    }
    return Config(**(plain | changes))


def lay(config: Config) -> None:
    """Connect to an empty database and make every table in it."""
    set_config(config)
    db.connect(config.database_url)
    with db.engine.execution_options(writing=True).begin() as connection:
        Model.metadata.create_all(connection)
        create_search_tables(connection)
    limits.create_limits_tables()


@pytest.fixture(scope="session")
def migrated_folder(tmp_path_factory):
    """A folder with a migrated SQLite database, to be copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    config = a_small_config(folder)
    set_config(config)
    db.connect(config.database_url)
    migrate()
    limits.dispose()
    db.dispose()
    return folder


@pytest.fixture
def migrated_database(migrated_folder, tmp_path) -> Iterator[Config]:
    """An empty database as the migrations make it, on SQLite; its configuration."""
    for file in migrated_folder.glob("*.db"):
        shutil.copy(file, tmp_path / file.name)
    with connected(a_small_config(tmp_path)) as config:
        yield config


@pytest.fixture(scope="session")
def laid_folder(tmp_path_factory):
    """A folder with every table in an SQLite database, to be copied for each test."""
    folder = tmp_path_factory.mktemp("laid")
    lay(a_small_config(folder))
    limits.dispose()
    db.dispose()
    return folder


@pytest.fixture(scope="session")
def laid_database(postgres_server, tmp_path_factory):
    """The name of a PostgreSQL database with every table in it, the template of each test's own."""
    name = postgres_server.create()
    folder = tmp_path_factory.mktemp("laid-postgres")
    lay(a_small_config(folder, database_url=postgres_server.url(name)))
    limits.dispose()
    db.dispose()
    return name


@pytest.fixture(scope="session")
def laid_copies(postgres_server, laid_database):
    """PostgreSQL databases with every table in them, the same for one story after the other."""
    return Copies(postgres_server, laid_database)


@contextmanager
def connected(config: Config) -> Iterator[Config]:
    """Work on a database for one test."""
    set_config(config)
    db.connect(config.database_url)
    yield config
    limits.dispose()
    db.dispose()
    reset_clock()


@pytest.fixture(params=BOTH)
def bare_database(request, tmp_path) -> Iterator[Config]:
    """An empty database with every table and no transaction open; its configuration."""
    if request.param == "sqlite":
        yield request.getfixturevalue("small_database")
        return
    copies = request.getfixturevalue("laid_copies")
    url = copies.url(copies.take())
    with connected(a_small_config(tmp_path, database_url=url)) as config:
        yield config
    copies.give_back(written=True)


@pytest.fixture
def small_database(laid_folder, tmp_path) -> Iterator[Config]:
    """The same on SQLite, for what no engine can change."""
    for file in laid_folder.glob("*.db*"):
        shutil.copy(file, tmp_path / file.name)
    with connected(a_small_config(tmp_path)) as config:
        yield config
