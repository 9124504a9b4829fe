"""Counting whatever the answer: exact, apart from the page's transaction, without addresses."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from consult.kernel import limits
from consult.kernel.clock import set_clock
from consult.kernel.db import db
from consult.kernel.errors import TooManyError
from consult.kernel.limits.store import engine
from consult.kernel.limits.tries import sweep_attempts
from tests.kernel.databases import a_small_config, connected

HOUR = timedelta(hours=1)

DRAWING = """
import sys
from pathlib import Path
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from consult.kernel import limits
from consult.kernel.errors import TooManyError
from tests.kernel.databases import a_small_config
from consult.kernel.config import set_config

set_config(a_small_config(Path(sys.argv[2]), database_url=sys.argv[1]))

def draw(_turn):
    limits.count_attempt("code", "one")
    try:
        limits.allow("post", "ada", burst=100, per=timedelta(days=365))
    except TooManyError:
        return 0
    return 1

with ThreadPoolExecutor(16) as threads:
    print(sum(threads.map(draw, range(160))))
"""


def test_a_database_that_takes_no_connection_is_away_and_no_fault_of_ours(tmp_path):
    nowhere = "postgresql+psycopg://consult@/consult?host=/nowhere"
    with (
        connected(a_small_config(tmp_path, database_url=nowhere)),
        pytest.raises(OperationalError),
    ):
        limits.count_attempt("code", "one")


def test_a_bucket_gives_what_it_holds_and_fills_again(bare_database):
    for _ in range(3):
        limits.allow("post", "ada", burst=3, per=HOUR)

    with pytest.raises(TooManyError) as refusal:
        limits.allow("post", "ada", burst=3, per=HOUR)

    assert 1190 <= refusal.value.retry_after <= 1200
    assert "20" in str(refusal.value.message)
    set_clock(offset=timedelta(minutes=21))
    limits.allow("post", "ada", burst=3, per=HOUR)
    with pytest.raises(TooManyError):
        limits.allow("post", "ada", burst=3, per=HOUR)


def test_each_person_and_each_action_has_its_own_bucket(bare_database):
    limits.allow("post", "ada", burst=1, per=HOUR)
    limits.allow("post", "bruno", burst=1, per=HOUR)
    limits.allow("support", "ada", burst=1, per=HOUR)

    with pytest.raises(TooManyError):
        limits.allow("post", "ada", burst=1, per=HOUR)


def test_a_clock_set_back_gives_nothing_away(bare_database):
    set_clock(offset=timedelta(days=1))
    limits.allow("post", "ada", burst=1, per=HOUR)
    set_clock(offset=timedelta(0))

    with pytest.raises(TooManyError):
        limits.allow("post", "ada", burst=1, per=HOUR)


def test_two_processes_of_sixteen_threads_draw_exactly_what_there_is(bare_database, tmp_path):
    order = [sys.executable, "-c", DRAWING, bare_database.database_url, str(tmp_path)]
    drawing = [subprocess.Popen(order, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    drawn = [int(process.communicate(timeout=60)[0]) for process in drawing]

    assert sum(drawn) == 100
    assert limits.attempts("code", "one") == 320


def test_sixteen_threads_count_every_attempt(bare_database):
    with ThreadPoolExecutor(16) as threads:
        counts = list(threads.map(lambda _: limits.count_attempt("code", "one"), range(200)))

    assert sorted(counts) == list(range(1, 201))


def test_an_attempt_counts_even_when_the_page_is_rolled_back(bare_database):
    def fail_after_counting():
        with db.transaction():
            limits.count_attempt("code", "one")
            limits.security_act("sign_in.code_ended", challenge="one")
            raise TooManyError("no", retry_after=1)

    with pytest.raises(TooManyError):
        fail_after_counting()

    assert limits.attempts("code", "one") == 1
    assert [act.verb for act in limits.waiting_security_acts(10)] == ["sign_in.code_ended"]


def test_counting_does_not_wait_for_a_page_that_writes(small_database):
    with db.transaction() as session:
        session.execute(text("CREATE TABLE busy (id INTEGER) STRICT"))

        assert limits.count_attempt("code", "one") == 1


def test_attempts_end_with_success_or_with_time(bare_database):
    limits.count_attempt("code", "one")
    limits.forget_attempts("code", "one")
    assert limits.attempts("code", "one") == 0

    limits.count_attempt("code", "one")
    set_clock(offset=timedelta(hours=25))
    assert limits.attempts("code", "one") == 0
    assert limits.count_attempt("code", "one") == 1


def test_old_counts_are_swept(bare_database):
    limits.count_attempt("code", "one")
    set_clock(offset=timedelta(days=2))
    sweep_attempts()

    with engine().connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM limit_attempt")).scalar() == 0


def test_no_address_is_written_down(bare_database):
    limits.allow("sign_in", "ada@example.org", burst=3, per=HOUR)
    limits.count_attempt("sign_in", "192.0.2.7")

    with engine().connect() as connection:
        kept = [
            *connection.execute(text("SELECT key FROM limit_bucket")).scalars(),
            *connection.execute(text("SELECT key FROM limit_attempt")).scalars(),
        ]
    assert len(kept) == 2
    assert not any("ada" in key or "192" in key for key in kept)


def test_a_broken_counter_keeps_nobody_out(bare_database):
    with engine().connect() as connection:
        connection.execute(text("DROP TABLE limit_bucket"))

    limits.allow("post", "ada", burst=1, per=HOUR)
    limits.allow("post", "ada", burst=1, per=HOUR)


def test_making_the_tables_twice_is_harmless(bare_database):
    limits.count_attempt("code", "one")
    limits.create_limits_tables()

    assert limits.attempts("code", "one") == 1
