"""What the minutes room gives the app."""

from consult.kernel.room import Room
from consult.minutes import jobs, models, reactions, slots

ROOM = Room("minutes")

__all__ = ["ROOM", "jobs", "models", "reactions", "slots"]
