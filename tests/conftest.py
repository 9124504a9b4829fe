"""The stage: a database per test on both engines, the cast, and a browser."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import event

from consult.app import create_app
from consult.demo import plan_folder
from consult.kernel import fragments, keeping, limits
from consult.kernel.clock import reset_clock, set_clock
from consult.kernel.config import Config, set_config
from consult.kernel.db import db
from consult.kernel.i18n import speaking
from consult.kernel.limits import store
from consult.live import standing
from consult.migrating import migrate
from consult.processes import Role
from consult.taxonomy import load_plan
from tests.browser import Browser
from tests.extent import PLAN, pytest_collection_modifyitems, pytest_generate_tests
from tests.makers import a_person, a_process, an_idea, on_staff
from tests.servers.copies import Copies

pytest_plugins = ["tests.kernel.databases", "tests.servers.plugin", "tests.sweeping"]

__all__ = ["pytest_collection_modifyitems", "pytest_generate_tests"]

settings.register_profile("house", deadline=None)  # a busy machine is no fault
settings.load_profile("house")

OURS = f"story_{os.getpid()}"


@pytest.fixture(autouse=True)
def english():
    """Speak English, whatever the browser of the story before spoke."""
    with speaking("en"):
        yield


@pytest.fixture
def engine(request):
    """Which database this test runs on."""
    return getattr(request, "param", "sqlite")


@pytest.fixture(scope="session")
def plan_name():
    """The plan that the tests run on."""
    return PLAN


def a_config(url: str, folder: Path) -> Config:
    """A configuration as a small installation would have it."""
    return Config(
        database_url=url,
        base_url="http://127.0.0.1:8000",
        trusted_hosts=("127.0.0.1", "localhost"),
        secret_key="a secret of the tests, long enough to be one",
        data_dir=folder,
        mail_url="smtp://127.0.0.1:1",
        mail_from="noreply@example.org",
        near=False,
    )


def _furnish(config: Config) -> None:
    """Migrate an empty database and load the plan into it."""
    set_config(config)
    db.connect(config.database_url)
    migrate()
    with db.transaction():
        load_plan(plan_folder(PLAN))
    db.dispose()
    limits.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """A migrated SQLite file with the plan in it, copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    _furnish(a_config(f"sqlite:///{folder / 'consult.db'}", folder))
    return folder


@pytest.fixture(scope="session")
def postgres_template(postgres_server, tmp_path_factory):
    """A migrated PostgreSQL database with the plan in it, the template of each test's own."""
    name = postgres_server.create()
    folder = tmp_path_factory.mktemp("postgres-template")
    _furnish(a_config(postgres_server.url(name), folder))
    return name


@pytest.fixture(scope="session")
def _app(sqlite_template):
    folder = sqlite_template
    app = create_app(a_config(f"sqlite:///{folder / 'consult.db'}", folder))
    app.testing = False
    return app


@pytest.fixture(scope="session")
def postgres_copies(postgres_server, postgres_template):
    """PostgreSQL databases like the template, the same one for one story after the other."""
    return Copies(postgres_server, postgres_template, OURS)


@pytest.fixture(scope="session")
def sqlite_folder(tmp_path_factory):
    """Where each story's file lies in its turn: one address, so that statements stay compiled."""
    return tmp_path_factory.mktemp("sqlite")


@contextmanager
def an_sqlite_database(request):
    """A copy of the template's file."""
    folder = request.getfixturevalue("sqlite_folder")
    for file in folder.iterdir():
        file.unlink()
    for file in request.getfixturevalue("sqlite_template").glob("*.db*"):
        shutil.copy(file, folder / file.name)
    yield f"sqlite:///{folder / 'consult.db'}"


@contextmanager
def a_postgres_database(request):
    """A database like the template."""
    copies = request.getfixturevalue("postgres_copies")
    kept = []
    yield copies.url(copies.take()), kept
    copies.give_back(written=bool(kept))


def _make_haste(engine):
    """Let stories not wait for the disk; what survives a death is told by tests/crash."""
    if engine.dialect.name == "sqlite" and not event.contains(engine, "connect", _wait_for_no_disk):
        event.listen(engine, "connect", _wait_for_no_disk)


def _wait_for_no_disk(connection, record):
    connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture
def database(engine, request, tmp_path):
    """A fresh database with the plan in it, open for writing."""
    with ExitStack() as stack:
        kept = []
        if engine == "sqlite":
            url = stack.enter_context(an_sqlite_database(request))
        else:
            url, kept = stack.enter_context(a_postgres_database(request))
        config = a_config(url, tmp_path)
        set_config(config)
        db.connect(url)
        _make_haste(db.engine)
        commits = (db.engine, "commit", kept.append)
        event.listen(*commits)
        fragments.clear()
        keeping.clear()
        standing.clear()
        db.begin_write()
        yield config
        reset_clock()
        if store._engines:
            kept.append("limits")
        keeping.watch.close()
        db.dispose()
        event.remove(*commits)
        limits.dispose()


@pytest.fixture
def configured(database):
    """Change the configuration for one test: `configured(demo=True)`."""

    def change(**others):
        changed = replace(database, **others)
        set_config(changed)
        return changed

    return change


@pytest.fixture
def browser(database, _app):
    """A browser nobody is signed in with."""
    return Browser(_app)


@pytest.fixture
def another_browser(database, _app):
    """A second browser, with its own cookies."""
    return Browser(_app)


@pytest.fixture
def app(database, _app):
    """The app on this test's database."""
    return _app


@pytest.fixture
def in_request(app, database):
    """The pages' addresses, as a request knows them."""
    with app.test_request_context("/", base_url=database.base_url):
        yield


@pytest.fixture
def process(database):
    """An open consultation."""
    return a_process()


@pytest.fixture
def ada(database):
    """A citizen."""
    return a_person("Ada")


@pytest.fixture
def bea(database):
    """A second citizen."""
    return a_person("Bea")


@pytest.fixture
def idea(ada, process):
    """A public idea of Ada's."""
    return an_idea(ada, process, published=True)


@pytest.fixture
def bruno(process):
    """A facilitator."""
    return on_staff(a_person("Bruno"), process, Role.FACILITATOR)


@pytest.fixture
def carla(process):
    """A moderator."""
    return on_staff(a_person("Carla"), process, Role.MODERATOR)


@pytest.fixture
def dario(process):
    """A curator."""
    return on_staff(a_person("Dario"), process, Role.CURATOR)


@pytest.fixture
def elena(process):
    """A planner."""
    return on_staff(a_person("Elena"), process, Role.PLANNER)


@pytest.fixture
def fabio(database):
    """An administrator."""
    return a_person("Fabio", is_administrator=True)


@pytest.fixture
def count_queries(database):
    """Count the statements a block sends: `with count_queries() as seen: …; len(seen)`.

    Time stands still meanwhile: what is kept for a minute must not end between two counts.
    """
    set_clock(rate=0)

    @contextmanager
    def counting():
        seen: list[str] = []

        def note(connection, cursor, statement, *others):
            if not statement.startswith(("BEGIN", "SAVEPOINT", "PRAGMA")):
                seen.append(statement)

        keeping.clear()
        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return counting
