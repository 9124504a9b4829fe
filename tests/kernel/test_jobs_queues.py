"""The same promise through each real queue: a file, PostgreSQL, Valkey."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.kernel.clock import set_clock
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.kernel.jobs import Outbox, Relay, job, make_consumer, make_queue
from tests.servers.valkey import valkey

done: list[tuple[str, int]] = []
broken: list[bool] = []


@job
def note(*, word: str, number: int) -> None:
    if broken:
        raise ConnectionError("somebody's words")
    done.append((word, number))


@job(urgent=True)
def note_first(*, word: str) -> None:
    done.append((word, 0))


@pytest.fixture(autouse=True)
def _nothing_done_yet():
    done.clear()
    broken.clear()


@pytest.fixture(params=["file", "valkey", "postgres"])
def queue(request, small_database):
    """A queue on each kind of server, empty."""
    urls = {
        "file": lambda: "",
        "valkey": lambda: request.getfixturevalue("valkey_url"),
        "postgres": lambda: request.getfixturevalue("postgres_url"),
    }
    config = replace(small_database, queue_url=urls[request.param]())
    set_config(config)
    opened = make_queue(config)
    opened.empty()
    yield opened
    opened.close()


@pytest.fixture
def workers(queue):
    """Two workers on it."""
    consumer = make_consumer(queue, threads=2, embedded=True)
    consumer.start()
    yield consumer
    consumer.stop(graceful=True)


def wait_for(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def open_promises():
    db.forget()
    return db.session.scalars(select(Outbox).where(Outbox.done_at.is_(None))).all()


def test_a_promise_travels_to_a_worker_and_back(queue, workers):
    with db.transaction():
        note.later(word="è 'così'", number=7)
    Relay(queue, "one").turn()

    wait_for(lambda: not open_promises())
    assert done == [("è 'così'", 7)]


def test_the_urgent_overtakes_in_the_queue(queue):
    with db.transaction():
        for number in range(5):
            note.later(word="slow", number=number)
    relay = Relay(queue, "one")
    relay.turn()
    with db.transaction():
        note_first.later(word="code")
    relay.turn()
    consumer = make_consumer(queue, threads=1, embedded=True)
    consumer.start()

    wait_for(lambda: not open_promises())
    consumer.stop(graceful=True)
    assert [word for word, _ in done] == ["code"] + ["slow"] * 5


def test_a_failure_comes_back_to_the_outbox(queue, workers):
    broken.append(True)
    with db.transaction():
        note.later(word="x", number=1)
    Relay(queue, "one").turn()

    wait_for(lambda: open_promises()[0].last_error)
    assert open_promises()[0].handed_at is None


def test_the_queue_holds_plain_json_without_words(queue):
    with db.transaction():
        note.later(word="ada@example.org", number=1)
    Relay(queue, "one").turn()

    (message,) = queue.huey.storage.enqueued_items()
    told = json.loads(bytes(message))
    assert told["args"] == [open_promises()[0].id, 1]
    assert b"ada@" not in bytes(message)


def test_what_is_promised_while_valkey_is_gone_is_done_when_it_returns(small_database):
    with valkey(durable=False) as server:
        set_config(replace(small_database, queue_url=server.url()))
        queue = make_queue(replace(small_database, queue_url=server.url()))
        relay = Relay(queue, "one")
        server.stop()
        with db.transaction():
            note.later(word="kept", number=1)
        assert relay.turn() == 0
        assert [(one.attempts, one.handed_at) for one in open_promises()] == [(0, None)]
        server.start()
        set_clock(offset=timedelta(seconds=6))
        consumer = make_consumer(queue, threads=1, embedded=True)
        consumer.start()
        assert relay.turn() == 1
        wait_for(lambda: not open_promises())
        consumer.stop(graceful=True)
        queue.close()
    assert done == [("kept", 1)]
