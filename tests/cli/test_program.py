"""The program: does what it is told, refuses in words, and ends with a telling code."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from consult.accounts import Person
from consult.cli import program
from consult.cli.serving import Server
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.kernel.jobs import Tick
from tests.kernel.databases import a_small_config


@pytest.fixture
def run(monkeypatch):
    """Run a command in this process, its logs left alone."""
    monkeypatch.setattr(program, "set_up_logs", lambda **_: None)
    return lambda *arguments: CliRunner().invoke(program.main, arguments)


@pytest.fixture
def served(monkeypatch):
    """What would have been served."""
    asked: list[object] = []

    class Noted:
        def __init__(self, **options):
            asked.append(options)

        def run(self):
            asked.append("run")

    monkeypatch.setattr(program, "Server", Noted)
    return asked


def test_it_starts_nowhere_without_its_configuration(tmp_path):
    environment = {key: value for key, value in os.environ.items() if "CONSULT" not in key}
    told = subprocess.run(
        [sys.executable, "-m", "consult", "serve"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 1
    for name in ("CONSULT_BASE_URL", "CONSULT_TRUSTED_HOSTS", "CONSULT_SECRET_KEY"):
        assert name in told.stderr
    assert "Traceback" not in told.stderr


def test_it_serves(run, served, migrated_database):
    assert run("serve", "--port", "8123", "--embedded").exit_code == 0

    assert served[0] == {
        "host": "127.0.0.1",
        "port": 8123,
        "workers": 2,
        "threads": 64,
        "streams": 200,
        "embedded": True,
    }


def test_on_sqlite_the_web_server_holds_the_streams_itself(run, migrated_database):
    told = run("live")

    assert told.exit_code == 1
    assert "consult serve" in told.output


def test_it_serves_no_database_of_another_release(run, served, tmp_path):
    set_config(a_small_config(tmp_path))
    told = run("serve")
    db.dispose()

    assert told.exit_code == 1
    assert "consult migrate" in told.output
    assert served == []


def test_it_migrates_as_often_as_one_likes(run, tmp_path):
    set_config(a_small_config(tmp_path))

    assert run("migrate").exit_code == 0
    assert run("migrate").exit_code == 0
    assert (tmp_path / "consult-limits.db").exists()
    db.dispose()


def test_it_makes_an_administrator(run, migrated_database):
    assert run("create-admin", "Fabio@example.org").exit_code == 0

    db.connect(migrated_database.database_url)
    person = db.session.scalars(select(Person)).one()
    assert person.is_administrator


def test_it_refuses_an_administrator_without_an_address(run, migrated_database):
    told = run("create-admin", "Fabio")

    assert told.exit_code == 1
    assert "e-mail" in told.output


def test_it_ticks_once(run, migrated_database):
    assert run("tick", "--once").exit_code == 0

    assert db.session.scalars(select(Tick)).all()


def test_a_broken_database_is_told_in_words(run, tmp_path):
    (tmp_path / "consult.db").write_text("this is no database, but it is long enough to be read")
    set_config(a_small_config(tmp_path))
    told = run("retry")
    db.dispose()

    assert told.exit_code == 1
    assert "The database refuses" in told.output


def test_the_doctor_ends_with_a_telling_code(run, migrated_database):
    sick = run("doctor")

    assert sick.exit_code == 1
    assert "AILS" in sick.output


def test_the_server_is_set_up_as_decided(small_server):
    assert small_server.cfg.control_socket_disable
    assert small_server.cfg.preload_app
    assert small_server.cfg.threads == 64
    assert small_server.cfg.worker_class_str == "gthread"
    assert small_server.cfg.forwarded_allow_ips == [""] or not small_server.cfg.forwarded_allow_ips


@pytest.fixture
def small_server():
    return Server(host="::1", port=8123, workers=1, embedded=False)


def test_it_listens_on_the_new_protocol_too(small_server):
    assert small_server.cfg.address == [("::1", 8123)]
