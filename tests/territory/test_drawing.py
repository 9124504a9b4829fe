"""Boundaries become short SVG paths that meet exactly where the municipalities do."""

import re
import zlib
from itertools import pairwise

import pytest

from consult.territory.drawing import Drawing, path_of
from tests.territory.places import PLANS, facts, shapes, square

STEP = re.compile(r"([MlhvzL])([^MlhvzL]*)")
NUMBER = re.compile(r"-?\d+")


def corners(path):
    """Follow a path, and return where each of its rings passes."""
    rings, x, y = [], 0, 0
    for command, said in STEP.findall(path):
        numbers = [int(number) for number in NUMBER.findall(said)]
        if command == "M":
            x, y = numbers
            rings.append([(x, y)])
        elif command == "h":
            x += numbers[0]
            rings[-1].append((x, y))
        elif command == "v":
            y += numbers[0]
            rings[-1].append((x, y))
        elif command == "l":
            for across, down in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + across, y + down
                rings[-1].append((x, y))
    return rings


def area(ring):
    closed = [*ring, ring[0]]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(closed)) / 2)


@pytest.mark.parametrize("plan", PLANS)
def test_every_corner_is_a_whole_number_inside_the_picture(plan):
    drawing = Drawing(shapes(plan))
    _, _, width, height = map(int, drawing.view_box.split())

    assert set(drawing.paths) == set(shapes(plan))
    for path in drawing.paths.values():
        assert re.fullmatch(r"[MlhvzL\d -]+", path)
        for ring in corners(path):
            assert all(0 <= x <= width and 0 <= y <= height for x, y in ring)


@pytest.mark.parametrize("plan", PLANS)
def test_the_shapes_fill_the_outline_without_gaps_or_overlaps(plan):
    drawing = Drawing(shapes(plan))
    outline = drawing.outline(drawing.paths)

    own = 0.0
    for path in drawing.paths.values():
        rings = corners(path)
        # A hole, where there is one, is filled by another municipality.
        own += area(rings[0]) + sum(
            -area(ring)
            if plan == "invented" and len(ring) == 4 and path == drawing.paths["T2"]
            else area(ring)
            for ring in rings[1:]
        )
    assert own == pytest.approx(sum(area(ring) for ring in corners(outline.path)), abs=0.6)


def test_north_is_up_and_east_is_right():
    drawing = Drawing(shapes("milan"))
    west = drawing.projection.point(8.8, 45.4)

    assert drawing.projection.point(9.4, 45.4)[0] > west[0]
    assert drawing.projection.point(8.8, 45.5)[1] < west[1]


def test_a_degree_east_is_shorter_than_a_degree_north_by_the_cosine_of_the_latitude():
    projection = Drawing({"a": (square(9.0, 45.0),)}).projection

    assert projection.across / projection.down == pytest.approx(0.7009, abs=1e-4)


def test_a_tall_land_is_fitted_by_its_height():
    tall = ((0.0, 0.0), (0.1, 0.0), (0.1, 2.0), (0.0, 2.0), (0.0, 0.0))

    assert Drawing({"a": (tall,)}).view_box == "0 0 1000 1000"


def test_straight_corners_are_left_out_of_a_path():
    ring = ((0, 0), (5, 0), (10, 0), (10, 10), (4, 4), (0, 0))

    assert path_of((ring,)) == "M0 0h10v10z"


def test_a_whole_metropolis_weighs_less_than_a_photo():
    drawing = Drawing(shapes("milan"))
    paths = "".join(drawing.paths.values())

    assert len(paths) < 18_000
    assert len(zlib.compress(paths.encode(), 9)) < 9_000


def test_the_outline_of_a_zone_is_drawn_once_and_its_name_stands_in_it():
    drawing = Drawing(shapes("milan"))
    zone = [one["code"] for one in facts("milan") if one["zones"] == "sud-est"]

    outline = drawing.outline(zone)

    assert outline is drawing.outline(reversed(zone))
    assert len(corners(outline.path)) == 2  # San Colombano al Lambro lies apart
    west = min(x for x, _ in corners(outline.path)[0])
    assert outline.x > west


def test_no_municipality_has_no_outline():
    assert Drawing(shapes("invented")).outline([]).path == ""
