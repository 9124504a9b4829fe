"""A point lies in one municipality, and shapes join into the outline of a zone."""

import random
import time
from itertools import pairwise

import pytest

from consult.territory.geometry import (
    GeometryError,
    Locator,
    dissolve,
    label_point,
    shape_of,
    signed_area,
)
from tests.territory.places import PLANS, facts, shapes, square


def winding(shape, x, y):
    """Whether a point is inside, by how often the rings turn round it: slow and independent."""
    odd = False
    for ring in shape:
        turns = 0
        for (x1, y1), (x2, y2) in pairwise(ring):
            side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
            if y1 <= y < y2 and side > 0:
                turns += 1
            elif y2 <= y < y1 and side < 0:
                turns -= 1
        odd ^= bool(turns)
    return odd


def box(plan):
    points = [point for shape in shapes(plan).values() for ring in shape for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("plan", PLANS)
def test_each_municipality_holds_the_point_that_the_plan_gives_for_it(plan):
    locator = Locator(shapes(plan))
    placed = [one for one in facts(plan) if one["latitude"]]

    found = {
        one["name"]: locator.at(float(one["longitude"]), float(one["latitude"])) for one in placed
    }

    assert found == {one["name"]: one["code"] for one in placed}


@pytest.mark.parametrize("plan", PLANS)
def test_any_point_is_found_as_by_turning_round_every_boundary(plan):
    chance = random.Random(2016)
    west, south, east, north = box(plan)
    locator = Locator(shapes(plan))

    for _ in range(500):
        x, y = chance.uniform(west, east), chance.uniform(south, north)
        inside = [code for code, shape in shapes(plan).items() if winding(shape, x, y)]
        assert locator.at(x, y) == (inside[0] if inside else None)
        assert len(inside) <= 1


@pytest.mark.parametrize("plan", PLANS)
def test_a_point_on_an_inner_border_is_in_exactly_one_of_the_two(plan):
    locators = [Locator({code: shape}) for code, shape in shapes(plan).items()]
    edges = {}
    for shape in shapes(plan).values():
        for ring in shape:
            for edge in pairwise(ring):
                edges[frozenset(edge)] = edges.get(frozenset(edge), 0) + 1
    inner = [sorted(edge) for edge, times in edges.items() if times == 2]

    for (x1, y1), (x2, y2) in inner[:400]:
        middle = (x1 + x2) / 2, (y1 + y2) / 2
        assert sum(one.at(*middle) is not None for one in locators) == 1


@pytest.mark.parametrize("nowhere", [(0.0, 0.0), (float("nan"), 45.0), (float("inf"), -1e300)])
def test_nowhere_is_in_no_municipality(nowhere):
    assert Locator(shapes("milan")).at(*nowhere) is None


def test_a_hole_belongs_to_whoever_fills_it():
    locator = Locator(shapes("invented"))

    assert locator.at(-29.7, 40.33) == "T5"  # an exclave inside a neighbour
    assert locator.at(-29.7, 40.40) == "T2"
    assert locator.at(-29.345, 40.09) == "T6"  # an island


def test_finding_a_municipality_is_many_times_quicker_than_asking_each():
    chance = random.Random(1)
    west, south, east, north = box("milan")
    locator = Locator(shapes("milan"))
    points = [(chance.uniform(west, east), chance.uniform(south, north)) for _ in range(100)]

    def time_of(find):
        began = time.thread_time()
        for point in points:
            find(*point)
        return time.thread_time() - began

    each = time_of(lambda x, y: [winding(shape, x, y) for shape in shapes("milan").values()])

    assert min(time_of(locator.at) for _ in range(10)) * 5 < each


def test_two_squares_side_by_side_join_into_one_outline():
    joined = dissolve([(square(0, 0),), (square(1, 0),)])

    assert len(joined) == 1
    assert abs(signed_area(joined[0])) == 2


def test_squares_that_only_touch_stay_two_parts_or_meet_at_the_corner():
    joined = dissolve([(square(0, 0),), (square(1, 1),)])

    assert sum(len(ring) - 1 for ring in joined) == 8


def test_a_shape_filled_by_its_neighbour_has_no_hole_left():
    both = [shapes("invented")["T2"], shapes("invented")["T5"]]

    assert len(dissolve(both[:1])) == 2
    outline = dissolve(both)
    assert len(outline) == 1


def test_the_outline_of_all_municipalities_is_the_land_and_its_exclave():
    outline = dissolve(shapes("milan").values())

    assert sorted(len(ring) - 1 for ring in outline) == [34, 490]


def test_a_name_stands_inside_even_a_crescent():
    crescent = (((0, 0), (10, 0), (10, 10), (0, 10), (0, 9), (9, 9), (9, 1), (0, 1), (0, 0)),)

    x, y = label_point(crescent)

    assert winding(crescent, x, y)


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        ({"type": "Point", "coordinates": [1, 2]}, "Polygon"),
        ({"type": "Polygon", "coordinates": []}, "no ring"),
        ({"type": "Polygon"}, "no ring"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}, "four points"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}, "begins"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [200, 0], [1, 1], [0, 0]]]}, "range"),
        ({"type": "MultiPolygon", "coordinates": [[["a", "b"]]]}, "cannot be read"),
        ({"type": "MultiPolygon", "coordinates": None}, "no ring"),
    ],
)
def test_a_boundary_that_cannot_be_drawn_is_refused_in_words(geometry, words):
    with pytest.raises(GeometryError, match=words):
        shape_of(geometry)
