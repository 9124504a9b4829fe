"""What the wall room gives the app."""

from consult.kernel.room import Room
from consult.wall import desk, models, views

ROOM = Room("wall", blueprints=(*views.BLUEPRINTS, *desk.BLUEPRINTS))

__all__ = ["ROOM", "models"]
