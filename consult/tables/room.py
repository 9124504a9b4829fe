"""What the tables room gives the app."""

from consult.kernel.room import Room
from consult.tables import answers, jobs, models, slots, views

ROOM = Room("tables", blueprints=(views.bp, answers.bp))

__all__ = ["ROOM", "jobs", "models", "slots"]
