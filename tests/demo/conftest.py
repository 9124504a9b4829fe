"""The demo's world: built once for each database, copied for each story."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from consult.demo import build_demo
from consult.demo.world import read_world
from consult.kernel import limits
from consult.kernel.clock import reset_clock
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.kernel.i18n import speaking
from tests.conftest import PLAN, a_config


@pytest.fixture(autouse=True)
def english():
    """Speak English, whatever the browser of the story before spoke."""
    with speaking("en"):
        yield


@pytest.fixture
def in_the_demo(configured):
    """A configuration of the demo; mail is shown."""
    return configured(demo=True, mail_url="")


@pytest.fixture
def world():
    """What the files tell around the plan of these tests."""
    return read_world(PLAN)


def let_go() -> None:
    """End the story's own transaction: the demo is built in its own."""
    db.end_write(keep=True)
    db.forget()


def _build(url, folder) -> None:
    set_config(replace(a_config(url, folder), demo=True, mail_url=""))
    db.connect(url)
    build_demo(PLAN)
    db.dispose()
    limits.dispose()


@pytest.fixture(scope="session")
def sqlite_demo(sqlite_template, tmp_path_factory):
    """A folder with the demo built in a SQLite file."""
    folder = tmp_path_factory.mktemp("demo")
    for file in sqlite_template.glob("*.db*"):
        shutil.copy(file, folder / file.name)
    _build(f"sqlite:///{folder / 'consult.db'}", folder)
    return folder


@pytest.fixture(scope="session")
def postgres_demo(postgres_server, postgres_template, tmp_path_factory):
    """A PostgreSQL database with the demo built in it, the template of each test's own."""
    name = postgres_server.create(template=postgres_template)
    _build(postgres_server.url(name), tmp_path_factory.mktemp("demo-postgres"))
    return name


@pytest.fixture
def built(engine, request, tmp_path):
    """The demo around the plan of these tests, as somebody finds it who has just started it."""
    own, server = None, None
    if engine == "sqlite":
        shutil.copytree(request.getfixturevalue("sqlite_demo"), tmp_path, dirs_exist_ok=True)
        url = f"sqlite:///{tmp_path / 'consult.db'}"
    else:
        server = request.getfixturevalue("postgres_server")
        own = server.create(template=request.getfixturevalue("postgres_demo"))
        url = server.url(own)
    config = replace(a_config(url, tmp_path), demo=True, mail_url="")
    set_config(config)
    db.connect(url)
    db.begin_write()
    yield config
    reset_clock()
    db.dispose()
    if server and own:
        server.drop(own)


def pytest_generate_tests(metafunc):
    """The story is the same on both databases; its pages are opened on SQLite."""
    if "built" in metafunc.fixturenames and "database" not in metafunc.fixturenames:
        both = "demo_browser" not in metafunc.fixturenames
        engines = ["sqlite", "postgres"] if both else ["sqlite"]
        metafunc.parametrize("engine", engines, indirect=True)
