"""What the projects room gives the app."""

from consult.kernel.room import Room
from consult.projects import models

ROOM = Room("projects")

__all__ = ["ROOM", "models"]
