"""What the minutes room gives the app."""

from consult.kernel.room import Room
from consult.minutes import models

ROOM = Room("minutes")

__all__ = ["ROOM", "models"]
