"""What the room of surprises hands to the app."""

from consult.kernel.room import Room
from consult.surprises import jobs, slots

ROOM = Room("surprises")

__all__ = ["ROOM", "jobs", "slots"]
