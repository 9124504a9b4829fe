"""The demo as the entrance sees it."""

from consult.kernel.room import Room

ROOM = Room("demo")
