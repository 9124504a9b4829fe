"""What the seats room gives the app."""

from consult.kernel.room import Room
from consult.seats import models

ROOM = Room("seats")

__all__ = ["ROOM", "models"]
