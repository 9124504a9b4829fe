"""What the projects room gives the app."""

from consult.kernel.room import Room
from consult.projects import jobs, platforms, reactions, slots, threads, views, voted

ROOM = Room("projects", blueprints=(views.bp,))

__all__ = ["ROOM", "jobs", "platforms", "reactions", "slots", "threads", "voted"]
