"""What the curators' desk gives the app."""

from consult.curating import models, nodes, proposals, reactions, splitting, views
from consult.kernel.room import Room

ROOM = Room("curating", blueprints=(views.bp, nodes.bp, proposals.bp, splitting.bp))

__all__ = ["ROOM", "models", "reactions"]
