"""What the voting room gives the app."""

from consult.kernel.room import Room

ROOM = Room("voting")
