"""Logs: one JSON line for each event, with nothing that a person typed."""

from __future__ import annotations

import json
import subprocess
import sys

WRITING = """
import logging
import structlog
from consult.kernel.logs import set_up_logs

set_up_logs(development=False)
structlog.contextvars.bind_contextvars(request_id="abc")
log = structlog.get_logger()
log.info("idea_taken", idea_id=7)
logging.getLogger("gunicorn.error").info("Listening at %s", "here")
try:
    int("ada@example.org")
except ValueError:
    log.exception("fault", kind="ValueError")
    logging.getLogger("library").exception("failed")
logging.getLogger("huey").info("Executing a thing")
"""


def written():
    told = subprocess.run(
        [sys.executable, "-c", WRITING], capture_output=True, text=True, check=True
    )
    return told.stderr


def test_each_event_is_one_line_of_json_in_utc():
    lines = [json.loads(line) for line in written().splitlines()]

    assert [line["event"] for line in lines] == [
        "idea_taken",
        "Listening at here",
        "fault",
        "failed",
    ]
    assert lines[0]["idea_id"] == 7
    assert all(line["request_id"] == "abc" for line in lines)
    assert all(line["timestamp"].endswith("Z") for line in lines)


def test_an_error_is_told_by_its_place_without_its_message():
    told = written()
    fault = json.loads(told.splitlines()[2])

    assert "ada@example.org" not in told
    assert fault["exception"] == "ValueError"
    assert fault["frames"] == ["<string>:12 <module>"]
