"""What the drafting room gives the app."""

from consult.drafting.desk import bp
from consult.kernel.room import Room

ROOM = Room("drafting", blueprints=(bp,))

__all__ = ["ROOM"]
