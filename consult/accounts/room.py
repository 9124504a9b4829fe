"""What this room hands to the app."""

from consult.accounts import jobs, slots
from consult.accounts.presence import set_up_presence
from consult.accounts.views import bp
from consult.kernel.room import Room

ROOM = Room("accounts", blueprints=(bp,), setup=set_up_presence)

__all__ = ["ROOM", "jobs", "slots"]
