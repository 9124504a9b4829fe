"""What the returning room gives the app."""

from consult.kernel.room import Room
from consult.returning import desk, models, reactions, slots, ticking, views

ROOM = Room("returning", blueprints=(desk.bp, views.bp))

__all__ = ["ROOM", "models", "reactions", "slots", "ticking"]
