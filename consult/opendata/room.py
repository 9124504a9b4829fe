"""What the room of open data gives the app."""

from consult.kernel.room import Room
from consult.opendata import cli, slots, views

ROOM = Room("opendata", blueprints=(views.bp,), commands=(cli.export,))

__all__ = ["ROOM", "slots"]
