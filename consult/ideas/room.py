"""What the ideas room gives the app."""

from consult.ideas import drafts, jobs, models, places, reactions, slots, views
from consult.kernel.room import Room

ROOM = Room("ideas", blueprints=(views.bp, views.codes.bp))

__all__ = ["ROOM", "drafts", "jobs", "models", "places", "reactions", "slots"]
