"""What the meaning room hands to the app: the command of its process."""

from consult.kernel.room import Room
from consult.meaning.cli import near

ROOM = Room("meaning", commands=(near,))
