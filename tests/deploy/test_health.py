"""Health and readiness for who watches, and numbers for Prometheus at an address of their own."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.request import urlopen

import pytest

from consult.cli.metrics import Board, Teller, counted, page
from consult.cli.waiting import gauges
from consult.kernel.clock import now
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.kernel.jobs import Outbox
from tests.deploy.test_nginx import a_port

LINE = re.compile(r'consult_[a-z_]+(\{[a-z]+="[^"]+"(,[a-z]+="[^"]+")*\})? [0-9.]+')


def test_the_site_says_whether_it_is_alive_and_ready(browser, configured, tmp_path):
    page = browser.get("/health")
    assert (page.status, page.html) == (200, '{"process":"up"}\n')
    assert page.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.headers
    assert browser.get("/readiness").html == '{"database":"up","queue":"up"}\n'
    configured(queue_url="redis://127.0.0.1:1/0")
    page = browser.get("/readiness")
    assert (page.status, page.html) == (200, '{"database":"up","queue":"away"}\n')


def test_a_site_without_its_database_is_alive_and_not_ready(app, database, browser, tmp_path):
    client = app.test_client()
    away = replace(database, database_url="postgresql+psycopg://nobody@127.0.0.1:1/none")
    set_config(away)
    db.connect(away.database_url)

    assert client.get("/health", base_url=away.base_url).status_code == 200
    ready = client.get("/readiness", base_url=away.base_url)
    assert (ready.status_code, ready.headers["Cache-Control"]) == (503, "no-store")
    assert "consult_database_up 0" in page(Board())
    db.connect(database.database_url)
    db.begin_write()


def test_what_waits_is_told(database):
    long_ago = now() - timedelta(minutes=10)
    for failed in (None, now()):
        db.session.add(
            Outbox(name="x", arguments={}, created_at=long_ago, due_at=long_ago, failed_at=failed)
        )
    db.session.flush()

    told = dict(line.split(" ") for line in gauges() if not line.startswith("#"))
    assert told["consult_jobs_waiting"] == told["consult_jobs_dead"] == "1"
    assert 590 < int(told["consult_jobs_oldest_seconds"]) < 700


@pytest.fixture
def board():
    """Counters, as a process that was just begun has them."""
    board = Board()
    board.take_row()
    return board


def test_answers_are_counted_by_all_processes_and_told_at_one_address(board, browser):
    statuses = iter(["200 OK", "404 Not Found", "303 See Other"])

    def answering(environ, start):
        start(next(statuses), [])
        return [b""]

    site = counted(board, answering)
    for method, path in (("GET", "/"), ("GET", "/no"), ("POST", "/ideas")):
        site({"REQUEST_METHOD": method, "PATH_INFO": path}, lambda *_: None)
    board.take_row()
    board.count("GET", "200 OK", 99.0)

    where = f"127.0.0.1:{a_port()}"
    Teller(board, where).start()
    told = _asked(f"http://{where}/metrics")
    for line in (
        'consult_requests_total{kind="read",status="2xx"} 2',
        'consult_requests_total{kind="read",status="4xx"} 1',
        'consult_requests_total{kind="write",status="3xx"} 1',
        'consult_request_seconds_bucket{le="10.0"} 3',
        'consult_request_seconds_bucket{le="+Inf"} 4',
        "consult_request_seconds_count 4",
        "consult_database_up 1",
    ):
        assert line in told
    lines = [line for line in told.splitlines() if not line.startswith("# ")]
    assert all(LINE.fullmatch(line) for line in lines)


def _asked(url):
    for _try in range(100):
        try:
            with urlopen(url, timeout=5) as answer:
                return answer.read().decode()
        except ConnectionRefusedError:
            continue
        except OSError as error:
            if not isinstance(getattr(error, "reason", None), ConnectionRefusedError):
                raise
    pytest.fail("nobody tells")
