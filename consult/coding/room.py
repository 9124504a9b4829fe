"""What the coding room gives the app."""

from consult.coding import models, reactions, slots
from consult.coding.views import codebook, reading, sentences
from consult.kernel.room import Room

ROOM = Room("coding", blueprints=(reading.bp, codebook.bp))

__all__ = ["ROOM", "models", "reactions", "sentences", "slots"]
