"""What the spine gives the app: no pages of its own, its reactions."""

from consult.contributions import reactions, tallies
from consult.kernel.room import Room

ROOM = Room("contributions")

__all__ = ["ROOM", "reactions", "tallies"]
