"""Cells of a CSV file that no spreadsheet takes for a formula."""

from __future__ import annotations

AS_TEXT = "'"
"""Before a cell, it says that what follows is text; our own import takes it away again."""
# What a spreadsheet may read as the beginning of a formula, in wide letters too.
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - meant


def safe_cell(said: str) -> str:
    """Return a text as a cell that stays text when a spreadsheet opens it."""
    return AS_TEXT + said if said.startswith(BEGINNINGS) else said
