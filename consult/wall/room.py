"""What the wall room gives the app."""

from consult.kernel.room import Room
from consult.wall import models

ROOM = Room("wall")

__all__ = ["ROOM", "models"]
