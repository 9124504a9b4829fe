"""How long sixteen writers at once hold the database, as the product itself notes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.rows import Row, Stand

ROUNDS = 8
MOST_MILLISECONDS = 20
ENDPOINTS = {
    "idea": "ideas.create",
    "support": "voting.support_create",
    "comment": "discussion.create",
    "stance": "voting_questions.stance_create",
    "ballot": "voting_choices.ballot_create",
}


def furnish_writers(environment: dict[str, str]) -> dict[str, Any]:
    """Make the writers and what they write on, and return where all of it is."""
    script = (
        "import json\n"
        "from consult.app import create_app\n"
        "from consult.kernel.i18n import speaking\n"
        "from tests.crash.story import told\n"
        "create_app()\n"
        "with speaking('en'):\n"
        f"    print(json.dumps(told({ROUNDS})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | environment,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _send(forms: Sequence[tuple[Any, ...]], number: int, writer: Any) -> None:  # noqa: ANN401 - the tests' own
    writer.send(*forms[number])


def writes(stand: Stand) -> Iterator[Row]:
    """Let the writers send each kind of thing at the same time, the first round to warm up."""
    from tests.crash.story import KINDS  # noqa: PLC0415 - the tests' own writers, only here
    from tests.crash.writers import Writer, all_at_once  # noqa: PLC0415 - as above

    writers = [Writer(stand.ours, cookie) for cookie in stand.story["cookies"]]
    read = 0
    for turn in range(ROUNDS):
        for write in KINDS.values():
            # Nobody sends before everyone has the form: it is the writes that meet each other.
            forms = all_at_once(partial(write, stand.story, turn), writers)
            all_at_once(partial(_send, forms), writers)
        if turn == 0:
            read = stand.log.stat().st_size
    time.sleep(1)
    held = _held(stand.log, read)
    for name, endpoint in ENDPOINTS.items():
        yield _row(name, held[endpoint])
    yield _row("all of them", [one for endpoint in ENDPOINTS.values() for one in held[endpoint]])


def _row(name: str, milliseconds: list[float]) -> Row:
    found = sorted(milliseconds)
    p95 = found[int(0.95 * len(found))]
    return Row(
        f"write lock, p95 of 16: {name}",
        p95,
        "ms",
        target=f"<= {MOST_MILLISECONDS}",
        met=p95 <= MOST_MILLISECONDS,
    )


def _held(log: Path, read: int) -> dict[str, list[float]]:
    """Read how long each acknowledged request held the database, from where the log had come to."""
    held: dict[str, list[float]] = defaultdict(list)
    with log.open("rb") as notes:
        notes.seek(read)
        for line in notes:
            note = json.loads(line) if line.startswith(b"{") else {}
            if note.get("event") == "request" and note.get("status", 0) < 400:
                held[note["endpoint"]].append(1000 * note["held"])
    return held
