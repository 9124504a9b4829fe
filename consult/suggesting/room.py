"""What the room of suggestions hands to the app."""

from consult.kernel.room import Room
from consult.suggesting import desk, jobs, slots

ROOM = Room("suggesting", blueprints=(desk.bp,))

__all__ = ["ROOM", "jobs", "slots"]
