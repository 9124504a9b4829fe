"""What the curators' desk gives the app."""

from consult.curating import nodes, splitting, views
from consult.kernel.room import Room

ROOM = Room("curating", blueprints=(views.bp, nodes.bp, splitting.bp))

__all__ = ["ROOM"]
