"""What the voting room gives the app."""

from consult.kernel.room import Room
from consult.voting import models, slots, views

ROOM = Room("voting", blueprints=(views.bp,))

__all__ = ["ROOM", "models", "slots"]
