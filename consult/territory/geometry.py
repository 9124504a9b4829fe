"""Plane geometry of boundaries: rings, what lies inside them, and the outline of joined shapes."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Point, ...]
Shape: TypeAlias = tuple[Ring, ...]

SMALLEST_RING = 4  # a triangle, its first corner said again
FARTHEST_EAST, FARTHEST_NORTH = 180, 90


class GeometryError(ValueError):
    """A boundary that cannot be drawn."""


def shape_of(geometry: Mapping[str, Any]) -> Shape:
    """Read the rings of a GeoJSON Polygon or MultiPolygon, outer and inner alike.

    A point is inside when a line from it crosses the rings an odd number of times, so holes and
    islands need no mark of their own. Raises `GeometryError` in words.
    """
    coordinates = geometry.get("coordinates")
    match geometry.get("type"):
        case "Polygon":
            polygons = [coordinates]
        case "MultiPolygon":
            polygons = coordinates or []
        case other:
            raise GeometryError(f"a boundary is a Polygon or a MultiPolygon, not {other!r}")
    try:
        rings = [_ring(points) for polygon in polygons for points in polygon or ()]
    except (TypeError, ValueError, IndexError) as fault:
        raise GeometryError(f"its coordinates cannot be read ({fault})") from fault
    if not rings:
        raise GeometryError("it has no ring")
    return tuple(rings)


def _ring(points: Sequence[Sequence[float]]) -> Ring:
    ring = tuple((float(point[0]), float(point[1])) for point in points)
    if len(ring) < SMALLEST_RING or ring[0] != ring[-1]:
        raise ValueError("a ring has at least four points, and ends where it begins")
    if not all(abs(x) <= FARTHEST_EAST and abs(y) <= FARTHEST_NORTH for x, y in ring):
        raise ValueError("a longitude or a latitude is out of range")
    return ring


def signed_area(ring: Ring) -> float:
    """The area of a ring in the square of its unit; positive when it turns anticlockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def dissolve(shapes: Iterable[Shape]) -> Shape:
    """Join shapes into their common outline: an edge that two of them share vanishes.

    Neighbours must share their corners, as official boundaries do.
    """
    edges: set[frozenset[Point]] = set()
    for shape in shapes:
        for ring in shape:
            for edge in map(frozenset, pairwise(ring)):
                if len(edge) > 1:
                    edges ^= {edge}
    neighbours: defaultdict[Point, list[Point]] = defaultdict(list)
    for one, other in sorted(tuple(sorted(edge)) for edge in edges):
        neighbours[one].append(other)
        neighbours[other].append(one)
    rings = []
    for start in list(neighbours):
        while neighbours[start]:
            rings.append(_walk(neighbours, start))
    return tuple(rings)


def _walk(neighbours: dict[Point, list[Point]], start: Point) -> Ring:
    """Follow edges from a corner back to it, taking them away on the way."""
    ring = [start]
    here = start
    while True:
        there = neighbours[here].pop()
        neighbours[there].remove(here)
        ring.append(there)
        here = there
        if here == start:
            return tuple(ring)


def label_point(shape: Shape) -> Point:
    """A point inside a shape where its name can stand: the middle of its largest part.

    The centre of gravity; where that falls outside (a crescent), the middle of the widest stretch
    inside at the same height.
    """
    largest = max(shape, key=lambda ring: abs(signed_area(ring)))
    x, y = _centre(largest)
    crossings = sorted(_crossings(shape, y))
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not stretches or any(left <= x <= right for left, right in stretches):
        return x, y
    left, right = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (left + right) / 2, y


def _centre(ring: Ring) -> Point:
    area = signed_area(ring)
    if not area:
        return ring[0]
    x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return x / (6 * area), y / (6 * area)


def _crossings(shape: Shape, y: float) -> list[float]:
    """Where a horizontal line meets a shape's edges."""
    return [
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for ring in shape
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (y1 > y) != (y2 > y)
    ]


class Locator:
    """Finds the shape that a point lies in, in some millionths of a second.

    Each shape keeps its box and its edges ready; only shapes whose box holds the point are asked.
    An edge is kept from its lower end up, so that two neighbours judge a point beside their
    common border by the very same numbers and exactly one of them takes it in.
    """

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        self._boxes = [_boxed(code, shape) for code, shape in shapes.items()]

    def at(self, longitude: float, latitude: float) -> str | None:
        """The code of the shape at a point in degrees, or none."""
        for west, south, east, north, code, edges in self._boxes:
            if west <= longitude <= east and south <= latitude <= north:
                inside = False
                for low, high, x, slope in edges:
                    if low <= latitude < high and x + (latitude - low) * slope > longitude:
                        inside = not inside
                if inside:
                    return code
        return None


_Edge: TypeAlias = tuple[float, float, float, float]
_Box: TypeAlias = tuple[float, float, float, float, str, tuple[_Edge, ...]]


def _boxed(code: str, shape: Shape) -> _Box:
    xs = [x for ring in shape for x, _ in ring]
    ys = [y for ring in shape for _, y in ring]
    edges = []
    for ring in shape:
        for one, other in pairwise(ring):
            (x1, y1), (x2, y2) = sorted((one, other), key=lambda point: (point[1], point[0]))
            if y1 != y2:
                edges.append((y1, y2, x1, (x2 - x1) / (y2 - y1)))
    return min(xs), min(ys), max(xs), max(ys), code, tuple(edges)
