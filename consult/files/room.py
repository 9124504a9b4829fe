"""What the files room hands to the app: the door to the files, and their keeping."""

from consult.files import jobs
from consult.files.views import bp
from consult.kernel.room import Room

ROOM = Room("files", blueprints=(bp,))

__all__ = ["ROOM", "jobs"]
