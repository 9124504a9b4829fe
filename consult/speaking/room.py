"""What the speaking room gives the app."""

from consult.kernel.room import Room
from consult.speaking import models

ROOM = Room("speaking")

__all__ = ["ROOM", "models"]
