"""Takes the measures: python -m benchmarks [--db sqlite|postgres] [--only NAME] [--json FILE]."""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks.measures import MEASURES, run
from benchmarks.results import write_results
from benchmarks.rows import Row

SIZE = 100_000


def main() -> None:
    """Measure, print, and keep the rows in RESULTS.md (only when all was measured, in full)."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--only", choices=list(MEASURES), action="append")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--size", type=int, default=SIZE, help="contributions in `large`")
    chosen = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder:
        for row in run(chosen.db, chosen.only or list(MEASURES), Path(folder), chosen.size):
            print(_line(row), flush=True)
            rows.append(row)
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")
    if not chosen.only and chosen.size == SIZE:
        write_results(chosen.db, rows)


def _line(row: Row) -> str:
    ratio = "" if row.ratio is None else f"  {row.ratio:.2f} of {row.reference:.1f}"
    verdict = {True: "met", False: "MISSED", None: ""}[row.met]
    value = f"{row.value:.1f} {row.unit}"
    return f"{row.name:<48}{value:>18}{ratio:<20} {row.target:<10}{verdict}"


if __name__ == "__main__":
    main()
