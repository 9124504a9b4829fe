"""What the polls room gives the app."""

from consult.kernel.room import Room
from consult.polls import desk, models, views

ROOM = Room("polls", blueprints=(views.bp, desk.bp))

__all__ = ["ROOM", "models"]
