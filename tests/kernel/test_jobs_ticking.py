"""Regular tasks: once per interval, told when they fail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.kernel.clock import set_clock
from consult.kernel.db import db
from consult.kernel.jobs import (
    Tick,
    every,
    tick,
    ticking,
)


class BreakdownError(Exception):
    """A job could not do its work."""


done: list[str] = []
broken: list[bool] = []


@pytest.fixture(autouse=True)
def _nothing_done_yet():
    done.clear()
    broken.clear()


@pytest.fixture
def regular(monkeypatch):
    """Regular tasks of this test only."""
    monkeypatch.setattr(ticking, "_tasks", {})


def test_a_regular_task_runs_once_per_interval(bare_database, regular):
    @every(seconds=60)
    def count() -> None:
        done.append("tick")

    assert [tick(), tick()] == [1, 0]
    set_clock(offset=timedelta(seconds=61))
    assert tick() == 1
    assert len(done) == 2


def test_a_regular_task_that_fails_is_told_and_tried_again(bare_database, regular):
    @every(seconds=60)
    def fail() -> None:
        if broken:
            raise BreakdownError

    broken.append(True)
    tick()
    assert db.session.scalars(select(Tick.last_error)).one() is not None
    broken.clear()
    db.forget()
    set_clock(offset=timedelta(seconds=61))
    tick()
    assert db.session.scalars(select(Tick.last_error)).one() is None


def test_the_clock_may_be_set_back(bare_database, regular):
    @every(seconds=60)
    def count() -> None:
        done.append("tick")

    set_clock(offset=timedelta(days=3))
    tick()
    set_clock(offset=timedelta(0))
    assert tick() == 1
