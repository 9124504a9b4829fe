"""A real city's process taken in: 10,860 proposals and 18,192 comments, then both once more.

The data may not be shipped: it is read from a folder beside the checkout, or from the one that
CONSULT_BENCH_DATA names, and where there is none the rows say so.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.rows import Row, Stand, at_most

if TYPE_CHECKING:
    from collections.abc import Iterator

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data" / "barcelona-2016"
MOST_SECONDS, MOST_MEGABYTES = 60, 300
SLUG = "imported-city"
FILES: dict[str, list[str]] = {
    "proposals": [
        *("title=title", "body=summary", "supports=votes", "comments=comments"),
        *("state=status", "channel=from_meeting"),
    ],
    "comments": ["contribution=proposal", "parent=parent", "body=body", "supports=votes_up"],
}
OTHERS = {
    "proposals": ["--area", "district", "--theme", "subcategory"],
    "comments": ["--kind", "comments"],
}


def imported(stand: Stand) -> Iterator[Row]:
    """Take the city in twice; the second time nothing is new."""
    folder = Path(os.environ.get("CONSULT_BENCH_DATA", BESIDE))
    if not (folder / "proposals.csv").exists():
        yield Row(f"import: not measured, no data in {folder.name}", 0, "")
        return
    environment = os.environ | stand.world.environment
    _consult(environment, "process", "new", SLUG, "--title", "A city", "--own-vocabulary")
    first = [_import(environment, folder, name) for name in FILES]
    rows = sum(told["created"] + told["refused"] for told in first)
    yield at_most(f"import of {rows:,} rows", _sum(first, "seconds"), "s", MOST_SECONDS)
    yield Row("import: of these on a processor", _sum(first, "cpu"), "s")
    yield at_most("import: memory", max(t["peak_mb"] for t in first), "MB", MOST_MEGABYTES)
    yield at_most("import: rows refused", _sum(first, "refused"), "", 0)
    again = [_import(environment, folder, name) for name in FILES]
    yield at_most("import again: new or changed", _sum(again, "created", "changed"), "", 0)
    yield Row("import again", _sum(again, "seconds"), "s")


def _sum(told: list[dict[str, Any]], *names: str) -> float:
    return float(sum(one[name] for one in told for name in names))


def _import(environment: dict[str, str], folder: Path, name: str) -> dict[str, Any]:
    maps = [
        part
        for pair in [*FILES[name], "source_id=id", "date=created_at"]
        for part in ("--map", pair)
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        _consult(
            environment,
            *("import", "csv", str(folder / f"{name}.csv"), "--process", SLUG, "--json", out.name),
            *(*maps, *OTHERS[name], "--language", "ca,es", "--delimiter", ","),
        )
        told: dict[str, Any] = json.loads(Path(out.name).read_text())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    told["cpu"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return told


def _consult(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "consult", *arguments],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
