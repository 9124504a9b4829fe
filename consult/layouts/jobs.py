"""Laying out anew where something has changed: in a process of its own, that ends with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import structlog

from consult.kernel.db import db
from consult.kernel.jobs import every
from consult.layouts.queries import due_layouts
from consult.meaning import holder_state

log = structlog.get_logger()

LONGEST_SECONDS = 1_800


@every(seconds=300, outside=True)
def lay_out_what_changed() -> None:
    """Lay out the consultations that changed, once all their texts are read."""
    try:
        due = due_layouts()
    finally:
        db.forget()
    state = holder_state() if due else None
    if state is None or not state["ready"]:
        return
    # What lays out holds 150 MB that whoever does the jobs (it may be a web process) need not keep.
    done = subprocess.run(
        [sys.executable, "-m", "consult.layouts"],
        input=json.dumps(due).encode(),
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        timeout=LONGEST_SECONDS,
        check=False,
    )
    if done.returncode:
        log.warning("layout_failed", code=done.returncode)
