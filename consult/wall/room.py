"""What the wall room gives the app."""

from consult.kernel.room import Room
from consult.wall import models
from consult.wall.desk import console
from consult.wall.views import cards, groups

ROOM = Room("wall", blueprints=(cards.bp, groups.bp, console.bp))

__all__ = ["ROOM", "models"]
