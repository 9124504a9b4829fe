"""What the voting room gives the app."""

from consult.kernel.room import Room
from consult.voting import choices, desk, models, questions, slots, views

ROOM = Room("voting", blueprints=(views.bp, questions.bp, choices.bp, desk.bp))

__all__ = ["ROOM", "models", "slots"]
