"""Where passages of a text lie once it is kept our way: other spaces, other forms of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_COMBINING = "\u0300"
"""No sign before it ever joins the one that it follows."""


def placed(words: str, spans: Sequence[tuple[int, int]], kept: str) -> list[tuple[int, int]]:
    """Return where spans of some words lie in what was kept of them.

    What we keep has the same signs in the same order, but for spaces: they are counted on both
    sides, so that a passage begins and ends with its words. One of nothing but spaces is empty.
    """
    before = _signs_before(words, [place for span in spans for place in span])
    signs = [place for place, sign in enumerate(kept) if not sign.isspace()]
    found = []
    for start, end in spans:
        first, last = before[start], min(before[end], len(signs))
        found.append((signs[first], signs[last - 1] + 1) if first < last else (0, 0))
    return found


def _signs_before(words: str, places: Sequence[int]) -> dict[int, int]:
    """Count the signs before each place; one between a letter and its accent goes with both."""
    found: dict[int, int] = {}
    total = before = 0
    for place in sorted(set(places)):
        sure = place
        while before < sure < len(words) and words[sure] >= FIRST_COMBINING:
            sure -= 1
        total += _count(words[before:sure])
        before = sure
        found[place] = total + _count(words[sure:place])
    return found


def _count(piece: str) -> int:
    return sum(not sign.isspace() for sign in clean(f"|{piece}|")) - 2
