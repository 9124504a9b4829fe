"""What the minutes room gives the app."""

from consult.kernel.room import Room
from consult.minutes import cli, jobs, models, reactions, slots
from consult.minutes.views import closing, drafting, public, reports

ROOM = Room(
    "minutes",
    blueprints=(reports.desk, reports.room, closing.bp, drafting.bp, public.bp),
    commands=(cli.verify_minutes,),
)

__all__ = ["ROOM", "jobs", "models", "reactions", "slots"]
