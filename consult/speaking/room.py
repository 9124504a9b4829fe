"""What the speaking room gives the app."""

from consult.kernel.room import Room
from consult.speaking import desk, models, views

ROOM = Room("speaking", blueprints=(views.bp, desk.bp))

__all__ = ["ROOM", "models"]
