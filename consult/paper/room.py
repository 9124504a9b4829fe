"""What the paper room gives the app."""

from consult.kernel.room import Room
from consult.paper import desk

ROOM = Room("paper", blueprints=(desk.bp,))
