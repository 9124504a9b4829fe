"""What the idea map gives the app."""

from consult.ideamap import desk, jobs, reactions, slots, views
from consult.kernel.room import Room

ROOM = Room("ideamap", blueprints=(views.bp, desk.bp))

__all__ = ["ROOM", "jobs", "reactions", "slots"]
