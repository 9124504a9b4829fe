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


def main() -> None:
    """Measure, print, and keep the rows in RESULTS.md (only when everything was measured)."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--only", choices=sorted(MEASURES), action="append")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder:
        rows = run(chosen.db, chosen.only or list(MEASURES), Path(folder))
    for row in rows:
        print(_line(row))
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")
    if not chosen.only:
        write_results(chosen.db, rows)


def _line(row: Row) -> str:
    ratio = "" if row.ratio is None else f"  {row.ratio:.2f} of {row.reference:.1f}"
    verdict = {True: "met", False: "MISSED", None: ""}[row.met]
    value = f"{row.value:.1f} {row.unit}"
    return f"{row.name:<28}{value:>20}{ratio:<20} {row.target or '':<12}{verdict}"


if __name__ == "__main__":
    main()
