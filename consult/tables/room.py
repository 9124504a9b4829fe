"""What the tables room gives the app."""

from consult.kernel.room import Room
from consult.tables import models

ROOM = Room("tables")

__all__ = ["ROOM", "models"]
