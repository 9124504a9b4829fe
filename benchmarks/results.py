"""Keeps RESULTS.md: written by the command only, misses included."""

from __future__ import annotations

import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.rows import Row

RESULTS = Path(__file__).parent / "RESULTS.md"


def write_results(db: str, rows: list[Row]) -> None:
    """Replace the section of one database."""
    sections = _sections()
    sections[db] = _section(db, rows)
    words = "# Results\n\nWritten by `python3 dev.py bench`; ratios hold within one run only.\n\n"
    RESULTS.write_text(words + "\n".join(sections[name] for name in sorted(sections)))


def _sections() -> dict[str, str]:
    if not RESULTS.exists():
        return {}
    parts = RESULTS.read_text().split("## ")[1:]
    return {part.split("\n", 1)[0].split(",")[0].lower(): "## " + part for part in parts}


def _section(db: str, rows: list[Row]) -> str:
    lines = [
        f"## {db}, {datetime.now(UTC):%Y-%m-%d}",
        "",
        ", ".join(
            [_processor(), platform.system(), platform.python_version(), f"commit {_commit()}."]
        ),
        "",
        "| what | value | reference | ratio | target | met |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.name} | {row.value:.1f} {row.unit} | {_maybe(row.reference, 1)} "
        f"| {_maybe(row.ratio, 2)} | {row.target} | {_met(row.met)} |"
        for row in rows
    ]
    return "\n".join([*lines, ""])


def _maybe(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def _met(met: bool | None) -> str:  # noqa: FBT001 - a value to word, not a switch
    return "" if met is None else ("yes" if met else "**no**")


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return " ".join(line.split(":", 1)[1].split())
    return platform.processor() or "unknown processor"


def _commit() -> str:
    told = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 - whichever git is there
        capture_output=True,
        text=True,
        check=False,
        cwd=RESULTS.parent,
    )
    return told.stdout.strip() or "unknown"
