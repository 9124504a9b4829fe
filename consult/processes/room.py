"""What this room hands to the app."""

from consult.kernel.room import Room
from consult.processes import cli, desk, jobs, slots, views

ROOM = Room("processes", blueprints=(views.bp, desk.bp), commands=(cli.process,))

__all__ = ["ROOM", "jobs", "slots"]
