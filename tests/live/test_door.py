"""Whoever holds a topic's token hears how its parts stand, and nobody else hears anything."""

import json

import pytest
from itsdangerous import URLSafeSerializer

from consult.kernel.db import db
from consult.live import announce_change, live_page, topic_token

TOPIC = "session:1"


@pytest.fixture
def ask(app, database):
    """Ask at a path with some headers, by a client that keeps no cookies."""
    db.end_write(keep=True)
    client = app.test_client(use_cookies=False)
    return lambda path, **headers: client.get(path, base_url=database.base_url, headers=headers)


def announce(*parts):
    with db.transaction():
        announce_change(TOPIC, *parts)


def test_who_holds_the_token_hears_what_changed_and_304_else(ask):
    path = f"/live/{topic_token(TOPIC)}"
    announce("wall", "dots")
    first = ask(path)
    announce("wall")
    second = ask(path, **{"If-None-Match": first.headers["ETag"]})
    third = ask(path, **{"If-None-Match": second.headers["ETag"]})
    before, after = first.json["parts"], second.json["parts"]

    assert before.keys() == after.keys() == {"wall", "dots"}
    assert after["dots"] == before["dots"]
    assert after["wall"] != before["wall"]
    assert (third.status_code, third.data) == (304, b"")
    assert first.headers["Cache-Control"] == "no-store"
    assert not {"Set-Cookie", "Vary"} & set(first.headers.keys())


def test_asking_costs_one_query_and_on_sqlite_none_while_nothing_is_written(
    ask, count_queries, engine
):
    with count_queries() as first:
        ask(f"/live/{topic_token(TOPIC)}")
    with count_queries() as again:
        ask(f"/live/{topic_token(TOPIC)}")

    assert len(first) == 1
    assert len(again) == (0 if engine == "sqlite" else 1)


def test_a_page_begins_with_the_marks_of_its_topic(ask, app):
    announce("wall")
    with app.test_request_context():
        page = live_page(TOPIC)

    assert ask(page.url).json["parts"] == json.loads(page.marks)


@pytest.mark.parametrize("secret", ["another secret of somebody else's", None])
def test_a_token_that_we_have_not_signed_opens_nothing(ask, database, secret):
    forged = URLSafeSerializer(secret or database.secret_key, salt="stop-letters").dumps(TOPIC)

    assert ask(f"/live/{forged}").status_code == 404
    assert ask(f"/live/{topic_token(TOPIC)[:-1]}").status_code == 404
    assert ask(f"/live/{'a' * 5000}").status_code == 404
