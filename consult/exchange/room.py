"""What the exchange room hands to the app."""

from consult.exchange import cli, slots
from consult.kernel.room import Room

ROOM = Room("exchange", commands=(cli.import_,))

__all__ = ["ROOM", "slots"]
