"""What the polls room gives the app."""

from consult.kernel.room import Room
from consult.polls import models

ROOM = Room("polls")

__all__ = ["ROOM", "models"]
