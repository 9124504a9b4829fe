"""What the rounds room gives the app."""

from consult.kernel.room import Room
from consult.rounds import models
from consult.rounds.views import desk, phone

ROOM = Room("rounds", blueprints=(phone.bp, desk.bp))

__all__ = ["ROOM", "models"]
