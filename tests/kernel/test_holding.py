"""How long a piece of work holds the database is told, and reading holds nothing."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import text

from consult.kernel.db import db
from consult.kernel.holding import begin_holding, held_seconds, locks


def reading():
    return text("SELECT 1")


def locking():
    return text("SELECT 1" if db.is_sqlite else "SELECT 1 FOR UPDATE")


def test_only_writing_holds_the_database_and_each_time_is_added(bare_database):
    begin_holding()
    db.session.execute(reading())
    db.forget()
    assert held_seconds() == 0

    for _time in range(2):
        with db.transaction() as session:
            session.execute(locking())
            time.sleep(0.01)
    assert 0.02 <= held_seconds() < 5

    begin_holding()
    assert held_seconds() == 0


def test_what_is_not_kept_has_held_too(bare_database):
    begin_holding()
    db.begin_write()
    db.session.execute(locking())
    db.end_write(keep=False)

    assert held_seconds() > 0


def test_postgresql_holds_nothing_until_something_is_locked(bare_database):
    begin_holding()
    with db.transaction() as session:
        session.execute(reading())
        time.sleep(0.02)
        session.execute(locking())

    assert (held_seconds() >= 0.02) is db.is_sqlite


@pytest.mark.parametrize(
    ("statement", "waited_for"),
    [
        ("SELECT 1", False),
        ("SELECT 1 FOR UPDATE", True),
        ("UPDATE idea SET supports = 1", True),
        ("DELETE FROM support", True),
        ("INSERT INTO act (verb) VALUES ('x')", False),
        ("INSERT INTO submission (key) VALUES ('k') ON CONFLICT DO NOTHING", False),
        ("INSERT INTO tally (n) VALUES (1) ON CONFLICT (n) DO UPDATE SET n = 2", True),
    ],
)
def test_others_wait_for_rows_that_were_there_before(statement, waited_for):
    assert locks(statement) is waited_for


def test_a_connection_that_goes_to_who_reads_holds_nothing(bare_database):
    with db.transaction() as session:
        session.execute(reading())
    begin_holding()

    db.session.execute(locking())
    db.forget()

    assert held_seconds() == 0
