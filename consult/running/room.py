"""What the running room gives the app."""

from consult.kernel.room import Room

ROOM = Room("running")

__all__ = ["ROOM"]
