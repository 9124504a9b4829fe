"""What the discussion room gives the app."""

from consult.discussion import models, pieces, views
from consult.kernel.room import Room

ROOM = Room("discussion", blueprints=(views.bp,))

__all__ = ["ROOM", "models", "pieces"]
