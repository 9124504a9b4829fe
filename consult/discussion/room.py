"""What the discussion room gives the app."""

from consult.kernel.room import Room

ROOM = Room("discussion")
