"""The relay: one at a time, the urgent first, again what nobody finished, not for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.jobs import (
    Lease,
    Outbox,
    Relay,
    hold_on,
    job,
    run,
    take_back,
)
from consult.kernel.jobs.running import MOST_ATTEMPTS


class BreakdownError(Exception):
    """A job could not do its work."""


done: list[str] = []
broken: list[bool] = []


@job
def greet(*, name: str) -> None:
    if broken:
        raise BreakdownError("ada@example.org has no letter box")
    db.session.add(Lease(name=name, holder="greeted", until=now()))
    done.append(name)


@job(urgent=True)
def greet_at_once(*, name: str) -> None:
    done.append(name)


standing_by: list[Relay] = []


@job(outside=True)
def take_long(*, minutes: int):
    for minute in range(1, minutes + 1):
        set_clock(offset=timedelta(minutes=minute))
        hold_on()
        done.append(f"handed {standing_by[0].turn()}")


@pytest.fixture(autouse=True)
def _nothing_done_yet():
    done.clear()
    broken.clear()


class PatientQueue:
    """A queue whose messages the test reads."""

    def __init__(self):
        self.messages = []
        self.away = False

    def put(self, outbox_id, attempt, *, urgent):
        if self.away:
            raise ConnectionError
        self.messages.append((outbox_id, attempt, urgent))


@pytest.fixture
def queue():
    return PatientQueue()


def promise(work=greet, **arguments):
    with db.transaction():
        work.later(**arguments)


def promises():
    db.forget()
    return db.session.scalars(select(Outbox).order_by(Outbox.id)).all()


def test_the_relay_hands_each_promise_once(bare_database, queue):
    promise(name="ada")
    relay = Relay(queue, "one")

    assert relay.turn() == 1
    assert relay.turn() == 0
    assert queue.messages == [(promises()[0].id, 1, False)]


def test_a_long_job_that_holds_on_is_handed_to_nobody_else(bare_database, queue):
    promise(take_long, minutes=8)
    standing_by[:] = [Relay(queue, "one")]
    standing_by[0].turn()

    assert run(*queue.messages[0][:2])

    assert done == ["handed 0"] * 8
    assert promises()[0].done_at is not None
    hold_on()  # no job is at hand: nothing is written


def test_the_urgent_comes_first(bare_database, queue):
    for number in range(60):
        promise(name=f"slow {number}")
    promise(greet_at_once, name="code")
    relay = Relay(queue, "one")

    assert relay.turn() == 50
    promise(greet_at_once, name="another code")
    relay.turn()

    assert [urgent for _, _, urgent in queue.messages[:2]] == [True, False]
    assert queue.messages[-1][2] is True
    assert len(queue.messages) == 51


def test_two_relays_do_not_hand_the_same(bare_database, queue):
    promise(name="ada")
    first, second = Relay(queue, "first"), Relay(queue, "second")

    assert first.turn() == 1
    promise(name="bruno")
    assert second.turn() == 0
    first.step_down()
    assert second.turn() == 1
    assert len(queue.messages) == 2


def test_the_lease_of_a_dead_relay_runs_out(bare_database, queue):
    Relay(queue, "dead").turn()
    promise(name="ada")
    heir = Relay(queue, "heir")

    assert heir.turn() == 0
    set_clock(offset=timedelta(seconds=11))
    assert heir.turn() == 1


def test_a_lease_given_by_a_clock_that_was_an_hour_ahead_stops_nobody(bare_database, queue):
    set_clock(offset=timedelta(hours=1))
    Relay(queue, "ahead").turn()
    set_clock(offset=timedelta(0))
    promise(name="ada")

    assert Relay(queue, "heir").turn() == 1


def test_an_heir_that_knows_of_the_death_leads_at_once(bare_database, queue):
    Relay(queue, "dead").turn()
    promise(name="ada")
    heir = Relay(queue, "heir")
    heir.take_lead()

    assert heir.turn() == 1


def test_what_nobody_finished_is_handed_again(bare_database, queue):
    promise(name="ada")
    Relay(queue, "one").turn()
    set_clock(offset=timedelta(minutes=6))
    Relay(queue, "two").turn()

    (outbox_id, first, _), (_, second, _) = queue.messages
    assert not run(outbox_id, first)
    assert run(outbox_id, second)
    assert done == ["ada"]


def test_what_a_dead_worker_held_is_taken_back(bare_database, queue):
    promise(name="ada")
    relay = Relay(queue, "one")
    relay.turn()

    assert take_back() == 1
    assert relay.turn() == 1
    assert [attempt for _, attempt, _ in queue.messages] == [1, 2]


def test_a_queue_that_is_away_costs_no_attempt(bare_database, queue):
    promise(name="ada")
    relay = Relay(queue, "one")
    queue.away = True

    assert relay.turn() == 0
    queue.away = False
    set_clock(offset=timedelta(seconds=6))
    assert relay.turn() == 1
    assert queue.messages[0][1] == 1


def test_after_the_last_attempt_a_person_must_look(bare_database, queue):
    promise(name="ada")
    relay = Relay(queue, "one")
    broken.append(True)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        set_clock(offset=timedelta(hours=2 * attempt))
        relay.turn()
        with pytest.raises(BreakdownError):
            run(*queue.messages[-1][:2])

    row = promises()[0]
    assert row.failed_at is not None
    assert row.last_error is not None
    set_clock(offset=timedelta(days=30))
    assert relay.turn() == 0


def test_a_job_that_kills_its_worker_is_given_up_too(bare_database, queue):
    promise(name="ada")
    relay = Relay(queue, "one")
    for attempt in range(1, MOST_ATTEMPTS + 2):
        set_clock(offset=timedelta(hours=2 * attempt))
        relay.turn()

    assert len(queue.messages) == MOST_ATTEMPTS
    assert promises()[0].last_error == "its worker died each time"
