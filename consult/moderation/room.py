"""What the moderation room gives the app."""

from consult.kernel.room import Room
from consult.moderation import desk, jobs, pieces, reactions, slots, statements, views

ROOM = Room("moderation", blueprints=(views.bp, views.asking.bp, desk.bp))

__all__ = ["ROOM", "jobs", "pieces", "reactions", "slots", "statements"]
