"""Where the places of a text lie once it is cleaned as we keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FIRST_COMBINING = "\u0300"
"""No sign before it ever joins the one that it follows."""


def placed(
    words: str, places: Iterable[int], clean: Callable[[str], str], kept: str
) -> dict[int, int]:
    """Return where places of some words lie in what was kept of them.

    `clean` takes a piece of text as the whole was taken, but for the space around it, which `kept`
    lacks. A place between a letter and its accent goes with the letter.
    """
    found: dict[int, int] = {}
    total = before = 0
    for place in sorted(set(places)):
        sure = _sure_place(words, place, before)
        total += len(clean(words[before:sure]))
        before = sure
        found[place] = total + len(clean(words[sure:place]))
    whole = clean(words)
    lead = len(whole) - len(whole.lstrip())
    return {place: min(max(0, at - lead), len(kept)) for place, at in found.items()}


def _sure_place(words: str, place: int, least: int) -> int:
    """The last place up to one at which no sign can join the one before."""
    while place > least and place < len(words) and words[place] >= FIRST_COMBINING:
        place -= 1
    return place
