"""What the exchange room hands to the app."""

from consult.exchange import cli, desk, jobs, slots
from consult.kernel.room import Room

ROOM = Room("exchange", blueprints=(desk.bp,), commands=(cli.import_,))

__all__ = ["ROOM", "jobs", "slots"]
