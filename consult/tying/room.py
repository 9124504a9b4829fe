"""What the room of tied passages gives the app."""

from consult.kernel.room import Room
from consult.tying import desk, models, slots

ROOM = Room("tying", blueprints=(desk.bp,))

__all__ = ["ROOM", "models", "slots"]
