"""What the map's versions give the app."""

from consult.editions import reactions, slots, views
from consult.kernel.room import Room

ROOM = Room("editions", blueprints=(views.bp,))

__all__ = ["ROOM", "reactions", "slots"]
