"""What a panel estimates: its middle, how far apart it stands, and when another round is idle."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CLOSE_ENOUGH = 1.0
"""The interquartile range at which a panel is said to agree (on scales of seven or nine)."""
STEADY = 0.15
"""The share of panellists who may still move between two rounds for it to count as steady.

Source: Scheibe, Skutsch, Schofer, "Experiments in Delphi methodology", 1975.
"""


@dataclass(frozen=True, slots=True)
class Spread:
    """The median and the quartiles of some estimates, and how many gave one."""

    answers: int
    low: float
    middle: float
    high: float

    @property
    def width(self) -> float:
        """The interquartile range."""
        return self.high - self.low

    @property
    def is_close(self) -> bool:
        """Whether the panel agrees."""
        return self.width <= CLOSE_ENOUGH

    def holds(self, value: float) -> bool:
        """Whether an estimate lies within the quartiles."""
        return self.low <= value <= self.high


def spread_of(values: Sequence[float]) -> Spread | None:
    """Return the quartiles of some estimates by linear interpolation; none for no estimate."""
    if not values:
        return None
    # One estimate is its own quartile; `quantiles` wants two.
    low, middle, high = quantiles([*values, *values[: len(values) == 1]], method="inclusive")
    return Spread(len(values), low, middle, high)


def share_moved(before: dict[int, float], after: dict[int, float]) -> float | None:
    """Return which share of those who answered twice changed their estimate; none if nobody did."""
    both = before.keys() & after.keys()
    if not both:
        return None
    return sum(before[one] != after[one] for one in both) / len(both)


def is_steady(before: dict[int, float], after: dict[int, float]) -> bool:
    """Whether so few still move that another round would tell nothing new."""
    moved = share_moved(before, after)
    return moved is not None and moved <= STEADY
