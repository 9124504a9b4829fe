"""What the paper room gives the app."""

from consult.kernel.room import Room
from consult.paper import models, slots
from consult.paper.desk import entering, photos

ROOM = Room("paper", blueprints=(entering.bp, photos.bp))

__all__ = ["ROOM", "models", "slots"]
