"""What the docket gives the app: no pages of its own, its tables and its kinds of things."""

from consult.docket import models, moderated
from consult.kernel.room import Room

ROOM = Room("docket")

__all__ = ["ROOM", "models", "moderated"]
