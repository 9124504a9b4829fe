"""What the ideamap room gives the app."""

from consult.ideamap import models
from consult.kernel.room import Room

ROOM = Room("ideamap")

__all__ = ["ROOM", "models"]
