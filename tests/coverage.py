"""What the tests reach: `pytest -p tests.coverage` measures, `python -m tests.coverage` tells."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from slipcover import FileMatcher, ImportManager, Slipcover, merge_coverage

ROOT = Path(__file__).parents[1]
OURS = ROOT / "consult"
KEPT = ROOT / ".cache" / "reached"
NEVER_RUN = ["@overload", r"\.\.\.$", r"assert_never\("]
LEAST = 90.0  # of a hundred lines of the whole
GATES = {"policy", "commands"}  # of these each line and each branch
WEAKEST = 10
MOST_SHOWN = 20

measure = Slipcover(branch=True, source=[str(OURS)], exclude_also=NEVER_RUN)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests():
    """Begin before anything of ours is imported, in each process that runs tests."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(KEPT, ignore_errors=True)
    ImportManager(measure, FileMatcher(sources=[OURS])).__enter__()


def pytest_sessionfinish():
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{os.getpid()}.json").write_text(json.dumps(measure.get_coverage()))


def main() -> int:
    """Tell the weakest files, the whole and the gates; return 1 when one is not reached."""
    measured: dict[str, Any] = {}
    for part in sorted(KEPT.glob("*.json")):
        told = json.loads(part.read_text())
        if measured:
            merge_coverage(measured, told)
        else:
            measured = told
    if not measured:
        sys.stdout.write("nothing was measured\n")
        return 1
    files, whole = measured["files"], measured["summary"]
    percent = 100 * whole["covered_lines"] / (whole["covered_lines"] + whole["missing_lines"])
    gates = {name: told for name, told in sorted(files.items()) if _is_gate(Path(name))}
    missed = [_missed(name, told) for name, told in gates.items() if _has_missed(told)]
    weakest = sorted((told["summary"]["percent_covered"], name) for name, told in files.items())
    lines = [
        *(f"{reached:5.1f} %  {name}" for reached, name in weakest[:WEAKEST]),
        f"{percent:5.1f} %  of all lines; {LEAST:.0f} are asked",
        f"{len(gates)} policies and commands, {len(missed)} of them not whole",
        *missed,
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(percent < LEAST or not gates or bool(missed))


def _is_gate(name: Path) -> bool:
    return bool(GATES & {*name.parent.parts, name.stem})


def _has_missed(told: dict[str, Any]) -> bool:
    return bool(told["missing_lines"] or told["missing_branches"])


def _missed(name: str, told: dict[str, Any]) -> str:
    ways = [f"{start}->{end or 'exit'}" for start, end in told["missing_branches"]]
    places = [*map(str, told["missing_lines"]), *ways]
    return f"{name}: {', '.join(places[:MOST_SHOWN])}{', …' * (len(places) > MOST_SHOWN)}"


if __name__ == "__main__":
    sys.exit(main())
