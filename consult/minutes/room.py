"""What the minutes room gives the app."""

from flask import Flask

from consult.kernel.room import Room
from consult.minutes import cli, jobs, models, reactions, slots
from consult.minutes.views import closing, drafting, linked, public, reports


def _let_mail_programs_stop(app: Flask) -> None:
    """A mail program presses the button of a letter without our cookie (RFC 8058)."""
    app.extensions["csrf"].exempt(linked.stop_create)


ROOM = Room(
    "minutes",
    blueprints=(reports.desk, reports.room, closing.bp, drafting.bp, public.bp, linked.bp),
    commands=(cli.verify_minutes,),
    setup=_let_mail_programs_stop,
)

__all__ = ["ROOM", "jobs", "models", "reactions", "slots"]
