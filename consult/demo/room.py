"""The demo as the entrance sees it."""

from consult.demo import models
from consult.demo.bar import set_up_bar
from consult.demo.views import bp
from consult.kernel.room import Room

ROOM = Room("demo", blueprints=(bp,), setup=set_up_bar)

__all__ = ["ROOM", "models"]
