"""The boundaries and facts of the plans at hand, as their files say them."""

from __future__ import annotations

import csv
import json
from functools import cache

from consult.demo import plan_folder
from consult.territory import shape_of

PLANS = ("milan", "invented")


@cache
def shapes(plan):
    """Every boundary by code."""
    content = json.loads((plan_folder(plan) / "boundaries.geojson").read_text())
    return {one["properties"]["code"]: shape_of(one["geometry"]) for one in content["features"]}


@cache
def facts(plan):
    """Every line of the municipalities."""
    with (plan_folder(plan) / "municipalities.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


def square(west, south, side=1.0):
    """A square ring in degrees."""
    east, north = west + side, south + side
    return ((west, south), (east, south), (east, north), (west, north), (west, south))
