"""What the opinions room gives the app."""

from consult.kernel.room import Room
from consult.opinions import jobs, models, slots, views

ROOM = Room("opinions", blueprints=(views.bp,))

__all__ = ["ROOM", "jobs", "models", "slots"]
