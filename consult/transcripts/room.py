"""What the transcripts room gives the app."""

from consult.kernel.room import Room
from consult.transcripts import models, reactions, slots, views

ROOM = Room("transcripts", blueprints=(views.bp,))

__all__ = ["ROOM", "models", "reactions", "slots"]
