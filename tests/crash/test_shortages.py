"""The database is locked or its disk is full: writes wait in words, reads go on."""

from __future__ import annotations

import sqlite3
import time

import pytest

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
