"""What the room of layouts hands to the app."""

from consult.kernel.room import Room
from consult.layouts import jobs, models, reactions

ROOM = Room("layouts")

__all__ = ["ROOM", "jobs", "models", "reactions"]
