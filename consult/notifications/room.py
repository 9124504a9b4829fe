"""What the notifications room gives the app."""

from consult.kernel.room import Room

ROOM = Room("notifications")
