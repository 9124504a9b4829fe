"""Forms take turns; nothing else does, and nobody waits for ever."""

import threading
import time

import pytest
from flask import Flask

from consult.kernel import turns

FORM = {"method": "POST", "data": {"text": "words"}}
UPLOAD = FORM | {"content_type": "multipart/form-data"}


@pytest.fixture
def together(bare_database):
    """Answer requests at the same time, and say how many were ever at work together."""
    app, counting, most, at_work = Flask("turns"), threading.Lock(), [0], [0]

    def answer(about):
        with app.test_request_context(**about):
            turns.take_turn()
            with counting:
                at_work[0] += 1
                most[0] = max(most[0], at_work[0])
            time.sleep(0.05)
            with counting:
                at_work[0] -= 1
            turns.end_turn()

    def run(about):
        threads = [threading.Thread(target=answer, args=(about,)) for _number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return most[0]

    return run


@pytest.mark.parametrize("about", [{"method": "GET"}, UPLOAD])
def test_reading_and_uploading_take_no_turn(together, about):
    assert together(about) > 1


def test_one_form_of_a_process_is_answered_at_a_time(together):
    assert together(FORM) == 1


def test_who_waits_too_long_goes_on_without_a_turn(together, monkeypatch):
    monkeypatch.setattr(turns, "BUSY_SECONDS", 0.01)

    assert together(FORM) > 1


def test_a_turn_ends_with_a_request_that_fails(app, monkeypatch):
    monkeypatch.setattr(turns, "BUSY_SECONDS", 60)
    strangers = app.test_client()

    for _twice in range(2):
        started = time.monotonic()
        assert strangers.post("/sign-in", data={"email": "ada"}).status_code >= 400
        assert time.monotonic() - started < 5
