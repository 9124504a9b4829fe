"""Two hundred sentences of ours: fifty ideas, each said twice in Italian and twice in English."""

import csv
from pathlib import Path

WORDINGS = Path(__file__).parent / "data" / "ideas_it_en.csv"


def wordings():
    """The texts, which idea each says, and its language."""
    with WORDINGS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [[row[name] for row in rows] for name in ("text", "idea", "lang")]
