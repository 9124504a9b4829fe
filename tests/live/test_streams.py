"""Streams really served: within the web server on SQLite, by the live process on PostgreSQL."""

import os
import shutil
import signal
import time
from contextlib import ExitStack
from dataclasses import replace
from itertools import count

import pytest

from consult.kernel import limits
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.live import topic_token
from tests.conftest import a_config
from tests.live.listening import Listening, Site, announce
from tests.servers.plugin import FOLDER
from tests.servers.running import wait_until
from tests.servers.valkey import shared_valkey

KINDS = ("embedded", "notify", "valkey")
MOST = 6
numbers = count(1)


@pytest.fixture(scope="module", params=KINDS)
def site(request, tmp_path_factory, pytestconfig):
    """A site with its streams: `serve` on SQLite, or `live` that hears by NOTIFY or by Valkey."""
    folder = tmp_path_factory.mktemp("site")
    if request.param == "embedded":
        for file in request.getfixturevalue("sqlite_template").glob("*.db*"):
            shutil.copy(file, folder / file.name)
        config = a_config(f"sqlite:///{folder / 'consult.db'}", folder)
        command = ["serve", "--workers", "1", "--threads", "4"]
    else:
        server = request.getfixturevalue("postgres_server")
        name = server.create(template=request.getfixturevalue("postgres_template"))
        config = a_config(server.url(name), folder)
        command = ["live"]
        if request.param == "valkey":
            url = shared_valkey(pytestconfig.stash[FOLDER]).url(0)
            config = replace(config, queue_url=url)
    config = replace(config, live_streams=MOST)
    set_config(config)
    site = Site(config, *command).start()
    yield site
    site.kill()


@pytest.fixture
def topic(site):
    """A topic of this test's own, announced from this process as from a web server's."""
    set_config(site.config)
    db.connect(site.config.database_url)
    yield f"session:{next(numbers)}"
    db.dispose()
    limits.dispose()


def test_an_open_page_hears_what_was_kept_within_a_second(site, topic):
    announce(topic, "wall")
    with Listening(site, topic) as page:
        assert (page.status, page.hear()) == (200, {"wall"})
        before = time.monotonic()
        announce(topic, "wall", "dots")

        assert page.hear() == {"wall", "dots"}
        assert time.monotonic() - before < 1
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert page.headers["Set-Cookie"] is None


def test_a_page_hears_nothing_of_another_topic(site, topic):
    with Listening(site, topic) as page:
        announce(f"{topic}:console", "dots")
        announce(topic, "block")

        assert page.hear() == {"block"}


def test_who_comes_back_hears_only_what_was_missed(site, topic):
    announce(topic, "wall", "dots")
    with Listening(site, topic) as page:
        page.hear()
    announce(topic, "dots")
    with Listening(site, topic, last=page.last) as again:
        assert again.hear() == {"dots"}


def test_who_asks_is_told_the_same_as_who_listens(site, topic):
    announce(topic, "wall", "dots")
    status, headers, body = site.ask(f"/live/{topic_token(topic)}")
    with Listening(site, topic) as page:
        page.hear()
        again = site.ask(f"/live/{topic_token(topic)}", **{"If-None-Match": headers["ETag"]})
        told = site.ask(f"/live/{topic_token(topic)}")[2]

    assert (status, again[0], again[2]) == (200, 304, b"")
    assert body == told
    assert f'"{page.last}"' == headers["ETag"]


def test_every_change_of_many_is_heard_in_fewer_events(site, topic):
    with Listening(site, topic) as page:
        for _number in range(30):
            announce(topic, "wall")
        status, headers, _body = site.ask(f"/live/{topic_token(topic)}")
        while f'"{page.last}"' != headers["ETag"]:
            page.hear()
            headers = site.ask(f"/live/{topic_token(topic)}")[1]

    assert status == 200


def test_nobody_listens_or_asks_without_our_token(site, topic):
    forged = topic_token(topic)[:-2]

    assert site.ask(f"/live/{forged}")[0] == 404
    assert site.ask(f"/live/{forged}/stream")[0] == 404
    assert site.ask(f"/live/{topic_token(topic)}/stream", Host="evil.example.org")[0] == 400


def test_there_is_room_for_some_and_the_others_ask(site, topic):
    if "serve" not in site.command:
        pytest.skip("the live process has room for all")
    with ExitStack() as stack:
        pages = [stack.enter_context(Listening(site, topic)) for _number in range(MOST)]
        with Listening(site, topic) as late:
            assert (late.status, late.headers["Retry-After"]) == (503, "60")
        assert site.ask("/robots.txt")[0] == 200
        pages.pop().close()
        wait_until(lambda: takes_one_more(site, topic), "a place", seconds=2)
        announce(topic, "wall")

        assert all(page.hear() == {"wall"} for page in pages)


def takes_one_more(site, topic):
    with Listening(site, topic) as page:
        return page.status == 200


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL], ids=["told", "killed"])
def test_when_a_process_ends_its_pages_go_to_the_next_and_miss_nothing(site, topic, sign):
    with Listening(site, topic) as page:
        announce(topic, "wall", "dots")
        page.hear()
        (worker,) = site.workers()
        before = time.monotonic()
        os.kill(worker, sign)

        assert page.hear() is None
        assert time.monotonic() - before < 3
    announce(topic, "dots")
    wait_until(lambda: site.workers() not in ([], [worker]) and site.answers(), "the next process")
    with Listening(site, topic, last=page.last) as again:
        assert again.hear() == {"dots"}
