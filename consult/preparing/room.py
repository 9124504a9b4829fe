"""What the facilitators' desk gives the app."""

from consult.kernel.room import Room
from consult.preparing import slots, views

ROOM = Room("preparing", blueprints=(views.bp,))

__all__ = ["ROOM", "slots"]
