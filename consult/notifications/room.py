"""What the notifications room gives the app."""

from flask import Flask

from consult.kernel.room import Room
from consult.notifications import jobs, letters, reactions, slots, views


def _let_mail_programs_stop(app: Flask) -> None:
    """A mail program presses the button of a letter without our cookie (RFC 8058)."""
    app.extensions["csrf"].exempt(views.stop_create)


ROOM = Room("notifications", blueprints=(views.bp,), setup=_let_mail_programs_stop)

__all__ = ["ROOM", "jobs", "letters", "reactions", "slots"]
