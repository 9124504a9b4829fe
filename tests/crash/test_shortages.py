"""The database is locked or its disk is full: writes wait in words, reads go on."""

from __future__ import annotations

import socket
import sqlite3
import time

import pytest

from tests.crash.conftest import installed

DOMAIN = ".".join(["y" * 60] * 3)

pytestmark = pytest.mark.xdist_group("crash")


def test_a_database_locked_for_long_answers_in_words_and_keeps_the_text(installation):
    visitor = installation.serve()
    form = visitor.address_form("ada@example.org")
    other = sqlite3.connect(installation.config.data_dir / "consult.db")
    other.isolation_level = None
    other.execute("BEGIN IMMEDIATE")

    began = time.monotonic()
    answer = visitor.ask("/sign-in", form)
    waited = time.monotonic() - began

    assert answer.status == 503
    assert answer.headers["Retry-After"] == "5"
    assert "ada@example.org" in answer.text
    assert 4 < waited < 8
    assert visitor.ask("/").status == 200
    other.execute("ROLLBACK")
    other.close()
    assert visitor.ask("/sign-in", form).status == 303


def test_a_mail_server_that_hangs_keeps_no_page_waiting(migrated_database):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        with installed(migrated_database, url) as installation:
            visitor = installation.serve()
            for name in ("ada", "bruno", "carla"):
                began = time.monotonic()
                answer = visitor.ask("/sign-in", visitor.address_form(f"{name}@example.org"))
                assert answer.status == 303
                assert time.monotonic() - began < 8
            assert installation.count("SELECT count(*) FROM outbox WHERE failed_at IS NULL") >= 3


def test_a_full_disk_refuses_writes_in_words_and_reads_go_on(installation):
    visitor = installation.serve("full")
    answers = []
    for number in range(200):
        form = visitor.address_form(f"{'x' * 60}{number}@{DOMAIN}")
        answers.append(visitor.ask("/sign-in", form))
        if answers[-1].status != 303:
            break

    assert answers[-1].status == 507
    assert "x@" not in answers[-1].text
    assert visitor.ask("/").status == 200
    assert installation.count("PRAGMA integrity_check") == "ok"
