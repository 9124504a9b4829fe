"""What the commitments room gives the app."""

from flask import Flask

from consult.commitments import jobs, models, slots
from consult.commitments.views import desk, public, stopping
from consult.kernel.room import Room


def _let_mail_programs_stop(app: Flask) -> None:
    """A mail program presses the button of a letter without our cookie (RFC 8058)."""
    app.extensions["csrf"].exempt(stopping.create)


ROOM = Room(
    "commitments", blueprints=(desk.bp, public.bp, stopping.bp), setup=_let_mail_programs_stop
)

__all__ = ["ROOM", "jobs", "models", "slots"]
