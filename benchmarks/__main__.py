"""Takes the measures: python -m benchmarks [--db NAME] [--only NAME] [--size N] [--json FILE]."""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from benchmarks.measures import ALONE, MEASURES, run
from benchmarks.results import write_results
from benchmarks.rows import Row

SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    """Measure, print, and keep the rows in RESULTS.md: when all was measured, or when told to."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--only", choices=[*ALONE, *MEASURES], action="append")
    parser.add_argument("--json", type=Path)
    parser.add_argument(
        "--size", type=int, action="append", help="contributions in `scale`; may be repeated"
    )
    parser.add_argument(
        "--folder", type=Path, help="where SQLite's files stay, to be measured again as they are"
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help="write RESULTS.md though not all was measured; it says so",
    )
    chosen = parser.parse_args()
    sizes = tuple(sorted(set(chosen.size or SIZES)))
    rows: list[Row] = []
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as passing:
        folder = chosen.folder or Path(passing)
        for row in run(chosen.db, chosen.only or [*ALONE, *MEASURES], folder, sizes):
            print(_line(row), flush=True)
            rows.append(row)
    print(f"{time.monotonic() - began:.0f} s in all", flush=True)
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")
    whole = not (chosen.only or chosen.folder) and sizes == SIZES
    if whole or chosen.keep:
        write_results(chosen.db, rows, () if whole else chosen.only or list(MEASURES))


def _line(row: Row) -> str:
    name = row.name if row.size is None else f"{row.size:,}: {row.name}"
    ratio = "" if row.ratio is None else f"  {row.ratio:.2f} of {row.reference:.1f}"
    cpu = "" if row.cpu is None else f"  {row.cpu:.2f} ms cpu"
    cpu += "" if row.cpu_ratio is None else f" ({row.cpu_ratio:.2f})"
    verdict = {True: "met", False: "MISSED", None: ""}[row.met]
    value = f"{row.value:.1f} {row.unit}"
    return f"{name:<60}{value:>18}{ratio:<20}{cpu:<22} {row.target:<10}{verdict}"


if __name__ == "__main__":
    main()
