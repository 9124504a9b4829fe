"""The groups of a question drawn: one ring for each, as large as its people, and oneself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from consult.opinions.telling import OwnPlace, Portrait
from consult.voting import FEWEST_PEOPLE

WIDE, HIGH, EDGE = 640.0, 280.0, 100.0
LARGEST, SMALLEST = 70.0, 20.0


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle with the number of what it stands for; 0 is oneself."""

    x: float
    y: float
    radius: float
    number: int


def drawn(portraits: Sequence[Portrait], own: OwnPlace | None) -> list[Ring]:
    """Return where to draw each group, and oneself last."""
    spots = [(*one.center, one.people or FEWEST_PEOPLE, one.number) for one in portraits]
    if own is not None:
        spots.append((own.x, own.y, 0, 0))
    room = (WIDE / 2 - EDGE) / (HIGH / 2 - LARGEST)
    reach = max((max(abs(x), room * abs(y)) for x, y, _people, _number in spots), default=1) or 1
    most = max((people for _x, _y, people, _number in spots), default=1) or 1
    scale = (WIDE / 2 - EDGE) / reach
    return [
        Ring(
            round(WIDE / 2 + x * scale, 1),
            round(HIGH / 2 - y * scale, 1),
            round(max(LARGEST * sqrt(people / most), SMALLEST), 1) if number else 8.0,
            number,
        )
        for x, y, people, number in spots
    ]
