"""What the ideas room gives the app."""

from consult.ideas import jobs, places, reactions, slots, views
from consult.kernel.room import Room

ROOM = Room("ideas", blueprints=(views.bp,))

__all__ = ["ROOM", "jobs", "places", "reactions", "slots"]
