"""What the planners' desk gives the app."""

from consult.arranging import slots, views
from consult.kernel.room import Room

ROOM = Room("arranging", blueprints=(views.bp,))

__all__ = ["ROOM", "slots"]
