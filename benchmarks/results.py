"""Keeps RESULTS.md: written by the command only, misses included, each with its cause."""

from __future__ import annotations

import platform
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.causes import cause_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.rows import Row

RESULTS = Path(__file__).parent / "RESULTS.md"
WORDS = """# Results

Written by `python3 dev.py bench` and `python3 dev.py bench --db postgres`. A ratio is our rate over
that of the bare reference, alternated in the same run; it holds within that run only. "cpu" is what
one answer took of a processor, web and database together, and after it the reference's over ours.
"Made anew": an address that nobody asked for before; "unchanged": the same again.

"""


def write_results(db: str, rows: Sequence[Row], only: Sequence[str] = ()) -> None:
    """Replace the section of one database; `only` names what was measured when it was not all."""
    sections = _sections()
    sections[db] = section(db, rows, only)
    RESULTS.write_text(WORDS + "\n".join(sections[name] for name in sorted(sections)))


def _sections() -> dict[str, str]:
    if not RESULTS.exists():
        return {}
    parts = re.split(r"^## ", RESULTS.read_text(), flags=re.MULTILINE)[1:]
    return {part.split(",", 1)[0].lower(): "## " + part for part in parts}


def section(db: str, rows: Sequence[Row], only: Sequence[str] = ()) -> str:
    """Return what a run found on one database."""
    plain = [row for row in rows if row.size is None]
    sized: dict[str, list[Row]] = {}
    for row in rows:
        if row.size is not None:
            sized.setdefault(row.name, []).append(row)
    told = [_processor(), platform.system(), platform.python_version(), f"commit {_commit()}."]
    partly = f" Not all was measured, only: {', '.join(only)}." if only else ""
    lines = [f"## {db}, {datetime.now(UTC):%Y-%m-%d}", "", ", ".join(told) + partly, ""]
    lines += [
        "| what | value | reference | ratio | cpu | target | met |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.name} | {row.value:.1f} {row.unit} | {_maybe(row.reference, 1)} "
        f"| {_maybe(row.ratio, 2)} | {_cpu(row)} | {row.target} | {_met([row])} |"
        for row in plain
    ]
    if sized:
        lines += ["", *_table(sized)]
    return "\n".join([*lines, "", *_misses(rows), ""])


def _table(sized: dict[str, list[Row]]) -> Iterator[str]:
    sizes = sorted({row.size or 0 for rows in sized.values() for row in rows})
    heads = [f"{size:,}" for size in sizes]
    yield "| " + " | ".join(["what", *heads, "target", "met"]) + " |"
    yield "|---" * (len(heads) + 3) + "|"
    for name, rows in sized.items():
        by_size = {row.size: row for row in rows}
        cells = [_cell(by_size[size]) if size in by_size else "" for size in sizes]
        yield "| " + " | ".join([name, *cells, rows[0].target, _met(rows)]) + " |"


def _cell(row: Row) -> str:
    if row.ratio is None:
        return f"{row.value:.1f} {row.unit}".strip()
    return f"**{row.ratio:.2f}**, {row.value:.0f} {row.unit}, {_cpu(row)}"


def _misses(rows: Sequence[Row]) -> Iterator[str]:
    """Tell why, once for all that have the same cause."""
    causes: dict[str, dict[str, None]] = {}
    for row in rows:
        if row.met is False:
            causes.setdefault(cause_of(row.name), {})[row.name] = None
    if causes:
        yield "Missed, and why:"
        yield ""
    for cause, names in causes.items():
        first, *others = names
        more = (
            f" and {len(others)} more" if len(others) > 2 else "".join(f"; {one}" for one in others)
        )
        yield f"- {first}{more}: {cause}."


def _cpu(row: Row) -> str:
    if row.cpu is None or row.cpu_ratio is None:
        return ""
    return f"{row.cpu:.1f} ms ({row.cpu_ratio:.2f})"


def _maybe(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def _met(rows: Sequence[Row]) -> str:
    if all(row.met is None for row in rows):
        return ""
    return "**no**" if any(row.met is False for row in rows) else "yes"


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
