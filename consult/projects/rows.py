"""The rows of a sheet: partners with their commitment, sources of money, indicators."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from consult.kernel.text import clean_line
from consult.projects.kinds import Commitment, Funding

MOST_ROWS = 8
"""Of each kind; a form of 200 parts holds as many in two languages."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Who takes part, what it does, and how far it has bound itself."""

    name: str
    words: dict[str, str] = field(default_factory=dict)
    standing: Commitment = Commitment.TO_ASK

    def kept(self) -> dict[str, Any] | None:
        """Return it clean, as the sheet keeps it; nothing when nobody is named."""
        name = clean_line(self.name)
        if not name:
            return None
        return {"name": name, "words": tidy(self.words), "standing": self.standing.value}


@dataclass(frozen=True, slots=True)
class Source:
    """Where some money comes from, how much in euros if it is known, and how sure it is."""

    words: dict[str, str]
    amount: int | None = None
    standing: Funding = Funding.MISSING

    def kept(self) -> dict[str, Any] | None:
        """Return it clean, as the sheet keeps it; nothing when no source is named."""
        words = tidy(self.words)
        if not words:
            return None
        return {"words": words, "amount": self.amount, "standing": self.standing.value}


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, in which unit, how it is today and how it is to be."""

    words: dict[str, str]
    unit: str = ""
    start: str = ""
    target: str = ""

    def kept(self) -> dict[str, Any] | None:
        """Return it clean, as the sheet keeps it; nothing when nothing is measured."""
        words = tidy(self.words)
        if not words:
            return None
        figures = {"unit": self.unit, "start": self.start, "target": self.target}
        return {"words": words, **{name: clean_line(said) for name, said in figures.items()}}


def kept_rows(rows: tuple[Partner | Source | Indicator, ...]) -> list[dict[str, Any]]:
    """Return rows as the sheet keeps them, in their order, without the empty ones."""
    return [kept for kept in (row.kept() for row in rows) if kept is not None]


def tidy(said: dict[str, str]) -> dict[str, str]:
    """Return what was said by language, clean, each on one line, without what is empty."""
    lines = {code: clean_line(words) for code, words in said.items()}
    return {code: line for code, line in lines.items() if line}
