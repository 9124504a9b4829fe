"""Promised work: kept with its transaction, done once, tried again, given up in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.jobs import Lease, Outbox, forget_done_jobs, job, run_due_jobs
from consult.kernel.jobs.running import MOST_ATTEMPTS, delay_after


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


@job(outside=True)
def call_away(*, name: str) -> None:
    assert not db.session.info.get("writing")
    db.forget()
    done.append(name)


@job
def greet_in_turn(*, name: str) -> None:
    greet.later(name=f"{name} in turn")


@pytest.fixture(autouse=True)
def _nothing_done_yet():
    done.clear()
    broken.clear()


def promise(work=greet, **arguments):
    with db.transaction():
        work.later(**arguments)


def promises():
    db.forget()
    return db.session.scalars(select(Outbox).order_by(Outbox.id)).all()


def test_a_promise_is_kept_once(bare_database):
    promise(name="ada")

    assert run_due_jobs() == 1
    assert run_due_jobs() == 0
    assert done == ["ada"]
    assert promises()[0].done_at is not None


def test_a_promise_is_forgotten_with_its_transaction(bare_database):
    def promise_in_vain():
        with db.transaction():
            greet.later(name="ada")
            raise BreakdownError

    with pytest.raises(BreakdownError):
        promise_in_vain()

    assert run_due_jobs() == 0


def test_a_promise_for_tomorrow_waits(bare_database):
    promise(name="ada", delay=timedelta(days=1))

    assert run_due_jobs() == 0
    set_clock(offset=timedelta(days=1, minutes=1))
    assert run_due_jobs() == 1


def test_what_a_job_promises_in_turn_is_kept_too(bare_database):
    promise(greet_in_turn, name="ada")

    assert run_due_jobs() == 2
    assert done == ["ada in turn"]


def test_the_work_and_its_note_stand_or_fall_together(bare_database):
    promise(name="ada")
    broken.append(True)

    with pytest.raises(BreakdownError):
        run_due_jobs()

    assert db.session.scalars(select(Lease)).all() == []
    assert promises()[0].done_at is None


def test_a_failure_is_told_without_the_words_of_the_person(bare_database):
    promise(name="ada")
    broken.append(True)

    with pytest.raises(BreakdownError):
        run_due_jobs()

    row = promises()[0]
    assert row.last_error is not None
    assert row.last_error.startswith("BreakdownError in test_jobs.py")
    assert "ada" not in row.last_error


def test_what_is_done_forgets_what_it_was_about(bare_database):
    promise(name="ada@example.org")
    run_due_jobs()

    assert promises()[0].arguments == {}


def test_what_was_done_a_week_ago_is_forgotten(bare_database):
    promise(name="ada")
    promise(name="bruno", delay=timedelta(days=30))
    run_due_jobs()
    forget_done_jobs()
    assert len(promises()) == 2

    set_clock(offset=timedelta(days=8))
    forget_done_jobs()
    assert [row.done_at for row in promises()] == [None]


def test_each_failure_waits_twice_as_long_up_to_an_hour():
    assert [delay_after(n).total_seconds() for n in (1, 2, 3)] == [10, 20, 40]
    assert delay_after(MOST_ATTEMPTS) == timedelta(hours=1)


@pytest.mark.parametrize(
    "arguments",
    [{}, {"name": "ada", "age": 3}, {"name": ["ada"]}, {"name": object()}],
    ids=["missing", "unknown", "list", "object"],
)
def test_only_the_plain_arguments_of_the_job_are_promised(small_database, arguments):
    with pytest.raises(TypeError), db.transaction():
        greet.later(**arguments)


def test_a_job_takes_its_arguments_by_name_only():
    with pytest.raises(TypeError, match="by name only"):

        @job
        def by_position(name: str) -> None:
            done.append(name)


def test_a_job_that_talks_to_the_world_holds_no_transaction(bare_database):
    promise(call_away, name="ada")

    assert run_due_jobs() == 0
    assert run_due_jobs(outside=True) == 1
    assert done == ["ada"]
