"""Opinion maths at a city's size, beside red-dwarf: processor seconds and memory, each alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.rows import Row, at_most

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PROGRAM = Path(__file__).with_name("opinions.py")
DWARF = "red-dwarf==0.4.0"
SIZES = (
    ("10,000 x 1,000, 1M", (10_000, 1_000, 1_000_000), (500, 300, 200)),
    ("100,000 x 2,000, 10M", (100_000, 2_000, 10_000_000), (6_000, 900, 1_200)),
)
LEAST_TIMES_CPU, LEAST_TIMES_MEMORY = 30, 5


def analysis() -> Iterator[Row]:
    """Find the opinion space of two invented conversations, the first by red-dwarf too."""
    for place, (name, size, (most, megabytes, most_more)) in enumerate(SIZES):
        with tempfile.TemporaryDirectory(prefix="consult-opinions-") as folder:
            _asked(sys.executable, "make", folder, *map(str, size))
            ours = json.loads(_asked(sys.executable, "ours", folder))
            whole, more = 1_000 * ours["whole"], 1_000 * ours["tick"]
            yield at_most(f"opinions of {name}: whole", whole, "ms cpu", most)
            yield at_most(f"opinions of {name}: memory", ours["megabytes"], "MB", megabytes)
            yield at_most(f"opinions of {name}: 1,000 more", more, "ms cpu", most_more)
            yield Row(f"opinions of {name}: judged too", 1_000 * ours["judged"], "ms cpu")
            if place == 0:
                yield from _beside_dwarf(folder, ours)


def _beside_dwarf(folder: str, ours: dict[str, float]) -> Iterator[Row]:
    python = _environment()
    if python is None:
        print(f"{DWARF} cannot be installed here: nothing is beside ours.")
        return
    theirs = json.loads(_asked(str(python), "dwarf", folder))
    for name, key, unit, scale, least in (
        ("times our processor time", "whole", "ms cpu", 1_000, LEAST_TIMES_CPU),
        ("times our memory", "megabytes", "MB", 1, LEAST_TIMES_MEMORY),
    ):
        ratio = theirs[key] / ours[key]
        yield Row(
            f"red-dwarf, {name}",
            scale * theirs[key],
            unit,
            reference=scale * ours[key],
            ratio=ratio,
            target=f">= {least}",
            met=ratio >= least,
        )


def _environment() -> Path | None:
    """Red-dwarf's own environment, made when it is first wanted; none where it cannot be."""
    place = ROOT / ".cache" / "red-dwarf"
    python = place / "bin" / "python"
    if (place / "made").exists():
        return python
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    for order in (
        [sys.executable, "-m", "venv", str(place)],
        [str(python), "-m", "pip", "install", "--quiet", DWARF],
    ):
        if subprocess.run(order, check=False, **quiet).returncode:
            return None
    (place / "made").touch()
    return python


def _asked(python: str, *order: str) -> str:
    """Run the program with one thread of linear algebra: threads that spin count as work."""
    one = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [python, "-W", "ignore", str(PROGRAM), *order],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | one | {"PYTHONPATH": str(ROOT)},
    )
    return done.stdout
