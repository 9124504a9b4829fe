"""Processes die at the worst moment; what was promised is kept, once."""

from __future__ import annotations

import os
import signal
import time
from http.client import RemoteDisconnected

import pytest

from consult.kernel.db import db
from tests.crash.conftest import PATIENCE_SECONDS, installed, wait_until
from tests.crash.labour import carry
from tests.kernel.databases import a_small_config
from tests.servers.postgres import postgres

pytestmark = pytest.mark.xdist_group("crash")

CODES = "SELECT count(*) FROM sign_in_code"


def test_a_worker_that_dies_between_write_and_answer_has_written_once(installation, mail_server):
    visitor = installation.serve("dies-before-answer")
    form = visitor.address_form("ada@example.org")

    with pytest.raises((RemoteDisconnected, ConnectionResetError)):
        visitor.ask("/sign-in", form)
    assert installation.count(CODES) == 1

    again = wait_until(lambda: _sent_again(visitor, form), "an answer")
    assert again.status == 303
    assert again.headers["Location"].startswith("/sign-in/")
    assert installation.count(CODES) == 1
    wait_until(lambda: mail_server.letters, "the letter")
    time.sleep(1)
    assert len(mail_server.letters) == 1


def _sent_again(visitor, form):
    try:
        return visitor.ask("/sign-in", form)
    except OSError:
        return None


def test_another_process_takes_over_from_the_runner_that_died(installation, mail_server):
    visitor = installation.serve(workers=2)
    first = wait_until(installation.embedded_pid, "the runner")
    os.kill(first, signal.SIGKILL)
    began = time.monotonic()

    wait_until(lambda: installation.embedded_pid() not in {0, first}, "the heir")
    assert time.monotonic() - began < 5
    wait_until(lambda: _sent_again(visitor, visitor.address_form("ada@example.org")), "an answer")
    wait_until(lambda: mail_server.letters, "the letter")


def test_a_runner_that_died_with_work_in_hand_leaves_it_to_its_heir(installation, mail_server):
    mail_server.stop()
    visitor = installation.serve(workers=2)
    assert visitor.ask("/sign-in", visitor.address_form("ada@example.org")).status == 303
    waiting = "SELECT count(*) FROM outbox WHERE attempts > 0 AND done_at IS NULL"
    wait_until(lambda: installation.count(waiting), "an attempt")
    os.kill(installation.embedded_pid(), signal.SIGKILL)

    mail_server.start()
    wait_until(lambda: mail_server.letters, "the letter")
    time.sleep(1)
    assert len(mail_server.letters) == 1


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_worker_that_dies_in_mid_job_leaves_no_half(kind, request, tmp_path, mail_server):
    if kind == "sqlite":
        config = request.getfixturevalue("migrated_database")
    else:
        server = request.getfixturevalue("postgres_server")
        own = server.create(template=request.getfixturevalue("postgres_template"))
        config = a_small_config(tmp_path, database_url=server.url(own))
    with installed(config, mail_server.url) as installation:
        with db.transaction():
            carry.later(load="stone")
        first = installation.start("tests.crash.worker", 0)
        assert first.wait(timeout=PATIENCE_SECONDS) == -signal.SIGKILL
        assert installation.count("SELECT count(*) FROM lease WHERE holder = 'carried'") == 0

        installation.start("tests.crash.worker", 6)
        done = "SELECT count(*) FROM outbox WHERE done_at IS NOT NULL"
        wait_until(lambda: installation.count(done), "the work")
        assert installation.count("SELECT count(*) FROM lease WHERE holder = 'carried'") == 1
        assert installation.count("SELECT max(attempts) FROM outbox") == 2


def test_what_was_answered_survives_the_death_of_the_database(tmp_path, mail_server):
    with postgres(durable=True) as server:
        config = a_small_config(tmp_path, database_url=server.url(server.create()))
        with installed(config, mail_server.url) as installation:
            visitor = installation.serve()
            form = visitor.address_form("ada@example.org")
            assert visitor.ask("/sign-in", form).status == 303

            server.kill()
            assert visitor.ask("/sign-in", visitor_form(form)).status == 503
            server.start()

            assert visitor.ask("/sign-in", form).status == 303
            db.engine.dispose()
            assert installation.count(CODES) == 1
            wait_until(lambda: mail_server.letters, "the letter")


def visitor_form(form):
    return form | {"email": "bruno@example.org"}
