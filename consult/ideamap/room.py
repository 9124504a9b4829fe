"""What the idea map gives the app."""

from consult.ideamap import jobs, reactions, slots, views, voted
from consult.kernel.room import Room

ROOM = Room("ideamap", blueprints=(views.bp,))

__all__ = ["ROOM", "jobs", "reactions", "slots", "voted"]
