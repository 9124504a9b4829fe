"""Where public voices lie by what they mean: laid out by jobs, for maps to draw."""

from consult.layouts.queries import Spot, last_layout, spots_in
from consult.layouts.verifying import verified

__all__ = ["Spot", "last_layout", "spots_in", "verified"]
