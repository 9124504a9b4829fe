"""What the discussion room gives the app."""

from consult.discussion import commands, models
from consult.kernel.room import Room

ROOM = Room("discussion")

__all__ = ["ROOM", "commands", "models"]
