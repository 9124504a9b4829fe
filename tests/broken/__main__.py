"""Breaks each rule in a copy of the code and runs the test that is to catch it.

`python -m tests.broken [WORDS]`: all of them, or those whose rule holds the words; when all were
broken, docs/proofs/broken-rules.md is written.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.broken.rules import BREAKS
from tests.broken.shape import Break

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "proofs" / "broken-rules.md"
COPIED = ("consult", "templates", "translations", "migrations", "tests", "frontend/modules")
FAILED = 1
OPTIONS = ("-n", "0", "-q", "-x", "-p", "no:cacheprovider")
HEAD = """# Rules broken by hand

Each rule was broken by changing the line beside it, and nothing else, in a copy of the code; the
test named was run on it. `python -m tests.broken` does it again and writes this page;
`tests/house/test_broken.py` fails when a line or a test named here is gone.

| | rule | where | what the line became | caught by | result |
|---|---|---|---|---|---|
"""


def main() -> None:
    """Break what is asked for; the exit code is the number of rules that no test caught."""
    asked = " ".join(sys.argv[1:]).lower()
    chosen = [one for one in BREAKS if asked in one.rule.lower()]
    with tempfile.TemporaryDirectory(prefix="consult-broken-") as folder:
        copy = Path(folder)
        for name in COPIED:
            ignored = shutil.ignore_patterns("__pycache__", "node_modules")
            shutil.copytree(ROOT / name, copy / name, ignore=ignored)
        shutil.copy(ROOT / "pyproject.toml", copy)
        results = [_broken(copy, one) for one in chosen]
    if not asked:
        rows = [_row(*row) for row in zip(range(1, 99), chosen, results, strict=False)]
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(HEAD + "\n".join(rows) + "\n")
    sys.exit(results.count("not caught"))


def _broken(copy: Path, one: Break) -> str:
    """Break a rule, run its test, and mend it again; say how it went."""
    place = copy / one.file
    whole = place.read_text()
    place.write_text(whole.replace(one.old, one.new))
    # Where the test does not name its database, the embedded one will do.
    where = () if "[" in one.test else ("-k", "not postgres")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *OPTIONS, *where, one.test],
            cwd=copy,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        place.write_text(whole)
    # Any other code says that the test did not run at all: that catches nothing.
    result = "caught" if done.returncode == FAILED else "not caught"
    sys.stdout.write(f"{result:<12}{one.rule}\n")
    if result == "not caught":
        sys.stdout.write(done.stdout[-1500:])
    sys.stdout.flush()
    return result


def _row(number: int, one: Break, result: str) -> str:
    cells = (one.rule, one.file, _change(one), one.test.partition("[")[0], result)
    return f"| {number} | " + " | ".join(cells) + " |"


def _change(one: Break) -> str:
    new = _code(one.new) if one.new.strip() else "left out"
    return f"{_code(one.old)} → {new}"


def _code(text: str) -> str:
    folded = re.sub(r"\s+", " ", text).strip().replace("|", "\\|")
    return f"`{folded}`"


if __name__ == "__main__":
    main()
