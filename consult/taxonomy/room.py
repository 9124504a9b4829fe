"""The vocabulary, as the entrance sees it."""

from consult.kernel.room import Room
from consult.taxonomy import cli, desk, plans, reactions, themes, views

ROOM = Room(
    "taxonomy",
    blueprints=(views.bp, themes.bp, plans.bp, desk.bp),
    commands=(cli.plan,),
)

__all__ = ["ROOM", "reactions"]
