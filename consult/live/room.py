"""What the live room hands to the app: the door of live pages, and its regular tasks."""

from consult.kernel.room import Room
from consult.live import jobs
from consult.live.views import bp

ROOM = Room("live", blueprints=(bp,))

__all__ = ["ROOM", "jobs"]
