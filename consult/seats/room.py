"""What the seats room gives the app."""

from consult.kernel.room import Room
from consult.seats import desk, groups_desk, models, own, views

ROOM = Room("seats", blueprints=(views.bp, own.bp, desk.bp, groups_desk.bp))

__all__ = ["ROOM", "models"]
