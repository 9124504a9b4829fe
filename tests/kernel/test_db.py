"""The database: nothing is written outside a writing transaction, nothing naive is kept."""

from datetime import UTC, datetime, timedelta, timezone
from threading import Thread

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from consult.accounts import Person
from consult.kernel.clock import now, reset_clock, set_clock
from consult.kernel.db import db, make_engine
from tests.makers import a_person


def test_a_write_outside_a_writing_transaction_is_refused(database):
    db.end_write(keep=False)
    db.session.add(Person(email="x@example.org", created_at=now()))

    with pytest.raises(RuntimeError, match="writing transaction"):
        db.session.flush()


def test_a_bulk_write_outside_a_writing_transaction_is_refused(database):
    db.end_write(keep=False)

    with pytest.raises(RuntimeError, match="writing transaction"):
        db.session.execute(update(Person).values(display_name="Nobody"))


def test_what_is_not_kept_is_gone(database):
    a_person("Ada")
    db.end_write(keep=False)

    assert db.session.scalar(select(func.count(Person.id))) == 0


def test_opening_for_writing_reads_anew_what_was_read_before(database):
    ada = a_person("Ada")
    db.end_write(keep=True)
    seen = db.session.get(Person, ada.id)
    assert seen.display_name == "Ada"
    with db.transaction():
        db.session.execute(update(Person).values(display_name="Ada Rossi"))

    db.begin_write()

    assert seen.display_name == "Ada Rossi"


def test_a_moment_comes_back_in_utc(database):
    rome = timezone(timedelta(hours=2))
    ada = a_person("Ada", created_at=datetime(2026, 5, 12, 8, 30, tzinfo=rome))
    db.session.expire(ada)

    assert ada.created_at == datetime(2026, 5, 12, 6, 30, tzinfo=UTC)
    assert ada.created_at.tzinfo is UTC


def test_a_naive_moment_is_refused(database):
    with pytest.raises(StatementError, match="time zone"):
        a_person("Ada", created_at=datetime(2026, 5, 12, 8, 30))  # noqa: DTZ001 - the fault itself


def test_foreign_keys_hold(database):
    with pytest.raises(IntegrityError):
        a_person("Ada", municipality_id=999_999)


def test_the_database_is_durable_and_strict(database):
    if not db.is_sqlite:
        assert db.session.scalar(text("SHOW synchronous_commit")) == "on"
        return
    engine = make_engine(database.database_url)  # as the product opens it, not as stories do
    with engine.connect() as connection:
        pragmas = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    loose = db.session.scalars(
        text("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0")
    ).all()

    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }
    assert not [name for name in loose if not name.startswith(("sqlite_", "search_", "alembic_"))]


def test_two_writers_wait_for_each_other(database):
    db.end_write(keep=True)
    faults = []

    def write(number):
        try:
            with db.transaction():
                a_person(f"Writer {number}")
        except Exception as fault:  # noqa: BLE001 - whatever it is, the test must tell
            faults.append(fault)

    writers = [Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert not faults
    assert db.session.scalar(select(func.count(Person.id))) == 8


def test_the_clock_can_be_moved_and_paced():
    set_clock(offset=timedelta(days=-10), rate=60)

    try:
        assert timedelta(days=9) < datetime.now(UTC) - now() < timedelta(days=11)
    finally:
        reset_clock()
    assert abs(datetime.now(UTC) - now()) < timedelta(seconds=1)
