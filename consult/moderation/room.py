"""What the moderation room gives the app."""

from consult.kernel.room import Room
from consult.moderation import desk, jobs, reactions, slots, views

ROOM = Room("moderation", blueprints=(views.bp, desk.bp))

__all__ = ["ROOM", "jobs", "reactions", "slots"]
