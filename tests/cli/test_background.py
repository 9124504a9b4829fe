"""Work behind the pages: one of several at it, a fault lived through, an end in order."""

from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import select

from consult.cli import background
from consult.cli.background import Embedded, repeat
from consult.cli.serving import Server
from consult.kernel.db import db
from consult.kernel.jobs import Outbox, Relay, job
from consult.kernel.mail import Letter

done: list[str] = []


@job
def note(*, word: str) -> None:
    done.append(word)


@pytest.fixture(autouse=True)
def _nothing_done_yet():
    done.clear()


def promise(word):
    with db.transaction():
        note.later(word=word)


def wait_for(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def open_promises():
    db.forget()
    return db.session.scalars(select(Outbox.id).where(Outbox.done_at.is_(None))).all()


def test_one_of_two_works_and_the_other_is_its_heir(migrated_database, monkeypatch):
    monkeypatch.setattr(background, "HEIR_SECONDS", 0.05)
    first, second = Embedded(), Embedded()
    first.start()
    promise("one")
    wait_for(lambda: done == ["one"])
    second.start()
    assert [thread.name for thread in threading.enumerate()].count("relay") == 1

    first.stop()
    promise("two")
    wait_for(lambda: done == ["one", "two"])
    second.stop()
    assert open_promises() == []


def test_one_that_never_had_its_turn_ends_at_once(migrated_database):
    first, second = Embedded(), Embedded()
    first.start()
    wait_for((migrated_database.data_dir / "embedded.lock").exists)
    second.start()
    second.stop()
    first.stop()


def test_a_fault_is_lived_through(migrated_database, monkeypatch):
    monkeypatch.setattr(background, "AFTER_FAULT_SECONDS", 0.01)
    stop = threading.Event()

    def fail_twice():
        done.append("tried")
        if len(done) == 3:
            stop.set()
            return
        raise ConnectionError

    repeat(fail_twice, 0.01, stop)
    assert len(done) == 3


def test_the_beginning_is_tried_until_it_succeeds(migrated_database, monkeypatch):
    monkeypatch.setattr(background, "AFTER_FAULT_SECONDS", 0.01)
    taken = Relay.take_lead
    faults = [ConnectionError(), ConnectionError()]

    def take_lead_late(relay):
        if faults:
            raise faults.pop()
        taken(relay)

    monkeypatch.setattr(Relay, "take_lead", take_lead_late)
    embedded = Embedded()
    embedded.start()
    promise("one")
    wait_for(lambda: done == ["one"])
    embedded.stop()


def test_the_server_starts_and_ends_the_work_with_its_process(migrated_database):
    server = Server(host="127.0.0.1", port=8123, workers=1, embedded=True)
    assert server.load().name == "consult"
    server._after_fork(None, None)
    server._begin(None)
    promise("one")
    wait_for(lambda: done == ["one"])
    server._end(None, None)


def test_a_server_without_embedded_work_leaves_it_to_others(migrated_database):
    server = Server(host="127.0.0.1", port=8123, workers=1, embedded=False)
    server._begin(None)
    server._end(None, None)
    assert db.session.scalars(select(Letter)).all() == []
