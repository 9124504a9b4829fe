"""The territory, as the entrance sees it."""

from consult.kernel.room import Room
from consult.territory import municipalities, views

ROOM = Room("territory", blueprints=(views.bp, municipalities.bp))
