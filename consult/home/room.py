"""What the home room gives the app."""

from consult.home import frame, gallery, health, views, waiting
from consult.kernel.room import Room

ROOM = Room("home", blueprints=(views.bp, health.bp), setup=frame.set_up_frame)

__all__ = ["ROOM", "gallery", "waiting"]
