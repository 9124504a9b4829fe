"""What the commitments room gives the app."""

from consult.commitments import jobs, models, slots
from consult.commitments.views import desk
from consult.kernel.room import Room

ROOM = Room("commitments", blueprints=(desk.bp,))

__all__ = ["ROOM", "jobs", "models", "slots"]
