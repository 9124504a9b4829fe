"""Where the suggested groups lie among all voices: dots, and a numbered mark for each group."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consult.layouts import Spot
    from consult.suggesting.queries import Laid

WIDE, HIGH, EDGE = 640, 400, 20
APART = 30
ASIDE = (0, APART, -APART, 2 * APART, -2 * APART)
"""How far a number may stand from its voice, so that no two cover each other."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A group: where its number stands, and its voices as one path of dots."""

    number: int
    x: float
    y: float
    dots: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All voices that lie somewhere as one path of dots, and the groups."""

    dots: str
    marks: Sequence[Mark]
    size: tuple[int, int] = (WIDE, HIGH)


def drawn(spots: Sequence[Spot], laid: Sequence[Laid]) -> Drawing | None:
    """Draw the groups among all voices; none where nothing was laid out yet."""
    if not spots:
        return None
    left, top = min(one.x for one in spots), max(one.y for one in spots)
    wide = max(one.x for one in spots) - left
    high = top - min(one.y for one in spots)
    scale = min((WIDE - 2 * EDGE) / (wide or 1), (HIGH - 2 * EDGE) / (high or 1))
    # In the middle of the room that there is, whatever the shape of the layout.
    right, down = ((room - size * scale) / 2 for room, size in ((WIDE, wide), (HIGH, high)))
    at = {
        one.contribution_id: (
            round(right + (one.x - left) * scale, 1),
            round(down + (top - one.y) * scale, 1),
        )
        for one in spots
    }
    marks: list[Mark] = []
    for number, one in enumerate(laid, start=1):
        there = [at[voice.id] for voice in one.voices if voice.id in at]
        if there:
            marks.append(Mark(number, *_free(there[0], marks), _dots(there)))
    return Drawing(_dots(at.values()), marks)


def _free(place: tuple[float, float], marks: Sequence[Mark]) -> tuple[float, float]:
    """Return a place nearby where no number stands yet, or the place itself if all are taken."""
    steps = sorted(product(ASIDE, ASIDE), key=lambda step: hypot(*step))
    for x, y in ((place[0] + right, place[1] + down) for right, down in steps):
        inside = EDGE <= x <= WIDE - EDGE and EDGE <= y <= HIGH - EDGE
        if inside and all(hypot(x - one.x, y - one.y) >= APART for one in marks):
            return round(x, 1), round(y, 1)
    return place


def _dots(places: Iterable[tuple[float, float]]) -> str:
    """A path of lines without a length: with round ends each is a dot."""
    return "".join(f"M{x:g} {y:g}h0" for x, y in places)
