"""What the room of research files hands to the app."""

from consult.kernel.room import Room
from consult.qda import agreement, desk, slots

ROOM = Room("qda", blueprints=(desk.bp, agreement.bp))

__all__ = ["ROOM", "slots"]
