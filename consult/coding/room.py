"""What the coding room gives the app."""

from consult.coding import models, reactions
from consult.kernel.room import Room

ROOM = Room("coding")

__all__ = ["ROOM", "models", "reactions"]
