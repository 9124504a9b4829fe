"""Boundaries as SVG: projected, rounded to whole units, and written short."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import cos, radians
from typing import TYPE_CHECKING

from consult.territory.geometry import Point, Ring, Shape, dissolve, label_point

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WIDTH = 1000
MARGIN = 6  # room for the outline's own width


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees to whole drawing units, north up.

    Equirectangular: longitudes are shortened by the cosine of the middle latitude, which over a
    region of 100 km is right to a few parts in a thousand.
    """

    west: float
    north: float
    across: float
    down: float

    @classmethod
    def fitting(cls, shapes: Iterable[Shape]) -> tuple[Projection, int]:
        """The projection that fits shapes into the drawing's width, and the height they need."""
        points = [point for shape in shapes for ring in shape for point in ring]
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        narrowing = cos(radians((south + north) / 2))
        wide, high = (east - west) * narrowing, north - south
        # A tall and narrow territory is fitted by its height, so that it stays on one screen.
        scale = (WIDTH - 2 * MARGIN) / max(wide, high)
        projection = cls(
            west - (WIDTH - 2 * MARGIN - wide * scale) / 2 / (narrowing * scale),
            north,
            narrowing * scale,
            scale,
        )
        return projection, round(high * scale) + 2 * MARGIN

    def point(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Where a place in degrees stands in the drawing."""
        return (
            round((longitude - self.west) * self.across) + MARGIN,
            round((self.north - latitude) * self.down) + MARGIN,
        )

    def shape(self, shape: Shape) -> Shape:
        """A shape in drawing units, without the corners that fall on the one before."""
        return tuple(_without_repeats(tuple(self.point(*at) for at in ring)) for ring in shape)


@dataclass(frozen=True, slots=True)
class Outline:
    """The border of several shapes together, and where their name stands."""

    path: str
    x: int
    y: int


class Drawing:
    """Shapes by code, ready to be drawn; paths and outlines are worked out once."""

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        self.projection, self.height = Projection.fitting(shapes.values())
        self._shapes = {code: self.projection.shape(shape) for code, shape in shapes.items()}
        self._outlines: dict[frozenset[str], Outline] = {}

    @property
    def view_box(self) -> str:
        """The `viewBox` of the SVG."""
        return f"0 0 {WIDTH} {self.height}"

    @cached_property
    def paths(self) -> dict[str, str]:
        """The `d` of each shape."""
        return {code: path_of(shape) for code, shape in self._shapes.items()}

    def outline(self, codes: Iterable[str]) -> Outline:
        """The border of the named shapes taken together."""
        key = frozenset(codes)
        if key not in self._outlines:
            joined = dissolve(self._shapes[code] for code in sorted(key))
            x, y = label_point(joined) if joined else (0, 0)
            self._outlines[key] = Outline(path_of(joined), round(x), round(y))
        return self._outlines[key]


def path_of(shape: Shape) -> str:
    """Write rings in whole units as an SVG path, in relative steps and without spare signs."""
    return "".join(_ring_path(_without_straight_corners(ring)) for ring in shape if len(ring) > 1)


def _ring_path(ring: Ring) -> str:
    pieces = [f"M{_numbers(*ring[0])}"]
    command = "M"
    for (x1, y1), (x2, y2) in pairwise(ring[:-1]):
        across, down = x2 - x1, y2 - y1
        if not down:
            pieces.append(f"h{across:.0f}")
            command = "h"
        elif not across:
            pieces.append(f"v{down:.0f}")
            command = "v"
        else:
            step = _numbers(across, down)
            pieces.append(step if command == "l" and step[0] == "-" else f"{_joint(command)}{step}")
            command = "l"
    return "".join([*pieces, "z"])


def _joint(command: str) -> str:
    """What stands between two steps: a space where the second goes on with the same command."""
    return " " if command == "l" else "l"


def _numbers(x: float, y: float) -> str:
    return f"{x:.0f}{'' if y < 0 else ' '}{y:.0f}"


def _without_repeats(ring: Ring) -> Ring:
    return tuple(
        point for point, before in zip(ring, (None, *ring), strict=False) if point != before
    )


def _without_straight_corners(ring: Ring) -> Ring:
    """Leave out corners that lie on the line between their neighbours: nothing moves by it."""
    corners = ring[:-1]
    count = len(corners)
    kept = [
        here
        for place, here in enumerate(corners)
        if not _straight(corners[place - 1], here, corners[(place + 1) % count])
    ]
    return (*kept, kept[0]) if kept else ring


def _straight(before: Point, here: Point, after: Point) -> bool:
    one = (here[0] - before[0], here[1] - before[1])
    two = (after[0] - here[0], after[1] - here[1])
    return one[0] * two[1] == one[1] * two[0] and one[0] * two[0] + one[1] * two[1] > 0
