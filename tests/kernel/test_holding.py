"""How long a piece of work holds the database is told, and reading holds nothing."""

from __future__ import annotations

import time

from sqlalchemy import text

from consult.kernel.db import db
from consult.kernel.holding import begin_holding, held_seconds


def test_only_writing_holds_the_database_and_each_time_is_added(small_database):
    begin_holding()
    db.session.execute(text("SELECT 1"))
    db.forget()
    assert held_seconds() == 0

    for _time in range(2):
        with db.transaction() as session:
            session.execute(text("SELECT 1"))
            time.sleep(0.01)
    assert 0.02 <= held_seconds() < 5

    begin_holding()
    assert held_seconds() == 0


def test_what_is_not_kept_has_held_too(small_database):
    begin_holding()
    db.begin_write()
    db.session.execute(text("SELECT 1"))
    db.end_write(keep=False)

    assert held_seconds() > 0
