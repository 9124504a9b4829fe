"""Which cells of a count of people can be told without telling of few of them."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def told_cells(
    counts: Mapping[K, int], *, fewest: int, ceiling: int, never: Collection[K] = ()
) -> dict[K, int]:
    """Return the cells with at least `fewest` people, less one if it would give the rest away.

    `ceiling` is what a reader knows of all cells together: their sum when each person is in one,
    the most that it can be when each is in several. When what it leaves for the cells that are
    not told is under `fewest`, the least of the told ones is kept back too, and the rest is
    no longer found by subtraction (Hundepool et al., Statistical Disclosure Control, 2012, 4.2.2).
    """
    told = {cell: n for cell, n in counts.items() if n >= fewest and cell not in never}
    left = ceiling - sum(told.values())
    if told and len(told) < len(counts) and left < fewest:
        del told[min(told, key=lambda cell: told[cell])]
    return told
