"""What the guides room gives the app."""

from consult.guides import models, slots
from consult.guides.desk import bp
from consult.kernel.room import Room

ROOM = Room("guides", blueprints=(bp,))

__all__ = ["ROOM", "models", "slots"]
