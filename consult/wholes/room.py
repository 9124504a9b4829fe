"""What the room of whole interviews gives the app."""

from consult.kernel.room import Room
from consult.wholes import desk, jobs, linked, models, reactions, slots, views

ROOM = Room("wholes", blueprints=(views.bp, desk.bp, linked.bp))

__all__ = ["ROOM", "jobs", "models", "reactions", "slots"]
