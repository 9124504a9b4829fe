"""What the seats room gives the app."""

from consult.kernel.room import Room
from consult.seats import models, own, views

ROOM = Room("seats", blueprints=(views.bp, own.bp))

__all__ = ["ROOM", "models"]
