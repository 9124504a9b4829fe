"""What the interviews room gives the app."""

from consult.interviews import jobs, models, slots
from consult.interviews.views import desk, linked
from consult.kernel.room import Room

ROOM = Room("interviews", blueprints=(desk.bp, linked.bp))

__all__ = ["ROOM", "jobs", "models", "slots"]
