"""What this room hands to the app."""

from consult.kernel.room import Room
from consult.running import slots
from consult.running.views import console, phone, projector, standing_in

ROOM = Room("running", blueprints=(console.bp, projector.bp, phone.bp, standing_in.bp))

__all__ = ["ROOM", "slots"]
