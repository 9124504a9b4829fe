"""Classes of a map: any series of numbers told apart by at most five shades."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, log10

LEVELS = 5
COUNTS = (1.0, 5.0, 10.0, 20.0, 40.0)  # none, 1-4, 5-9, 10-19, 20-39, 40 and more
ROUND_NUMBERS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
CLASSES_IN_USE = 3  # fewer than this, and the usual classes tell too little


@dataclass(frozen=True, slots=True)
class Classes:
    """Where each class starts, rising; values are told to the nearest `step`."""

    starts: tuple[float, ...]
    step: float = 1.0
    top: float | None = None  # the last value, where it is known that none is above it

    @classmethod
    def of(cls, values: Iterable[float], step: float = 1.0) -> Classes:
        """The classes for a series.

        The usual ones (1-4, 5-9, 10-19, 20-39, 40 and more) when they are counts that these tell
        apart, so that the same shade means the same from day to day; else a class a value when
        there are few, else fifths of the series, each starting at a round number.
        """
        told = sorted(_to_step(value, step) for value in values)
        positive = [value for value in told if value > 0]
        if not positive:
            return cls(COUNTS, step)
        if step == 1 and _usual_ones_tell_apart(positive):
            return cls(COUNTS, step)
        distinct = sorted(set(positive))
        if len(distinct) <= LEVELS:
            return cls(tuple(distinct), step, top=distinct[-1])
        starts = [_rounded_down(distinct[0], step)]
        for fifth in range(1, LEVELS):
            start = _rounded_down(positive[fifth * len(positive) // LEVELS], step)
            if start > starts[-1]:
                starts.append(start)
        return cls(tuple(starts), step)

    def level(self, value: float | None) -> int:
        """The shade of a value: 0 for none, then 1 to 5."""
        if value is None:
            return 0
        told = _to_step(value, self.step)
        place = sum(start <= told for start in self.starts)
        return self._shade(place) if place else 0

    def spans(self) -> list[tuple[int, float, float | None]]:
        """Each class as its shade, its first and its last value (none: no upper end)."""
        ends = [_to_step(start - self.step, self.step) for start in self.starts[1:]]
        return [
            (self._shade(place), start, end)
            for place, (start, end) in enumerate(
                zip(self.starts, [*ends, self.top], strict=True), 1
            )
        ]

    def _shade(self, place: int) -> int:
        """Spread the classes over the five shades, so that two classes are far apart."""
        if len(self.starts) == 1:
            return (LEVELS + 1) // 2
        return 1 + round((place - 1) * (LEVELS - 1) / (len(self.starts) - 1))


def _usual_ones_tell_apart(positive: list[float]) -> bool:
    used = {sum(start <= value for start in COUNTS) for value in positive}
    in_the_last = sum(value >= COUNTS[-1] for value in positive)
    return len(used) >= CLASSES_IN_USE and in_the_last * 2 <= len(positive)


def _to_step(value: float, step: float) -> float:
    """Round to the step that is printed, without the dust of binary fractions."""
    return round(round(value / step) * step, 6)


def _rounded_down(value: float, step: float) -> float:
    """The greatest round number (1, 1.5, 2, 3, 4, 5, 6, 8 and their tens) not above a value."""
    power = 10.0 ** floor(log10(value))
    told = max(number for number in ROUND_NUMBERS if number * power <= value * (1 + 1e-9)) * power
    return max(step, _to_step(floor(told / step + 1e-9) * step, step))
