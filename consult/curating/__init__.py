"""The curators' desk: arranging the idea map, and hanging on it what was said."""

from consult.curating.shape import around, at_the_desk, desk_notices

__all__ = ["around", "at_the_desk", "desk_notices"]
