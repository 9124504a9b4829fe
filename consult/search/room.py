"""What the search room hands to the app: nothing yet but its tables."""

from consult.kernel.room import Room

ROOM = Room("search")
