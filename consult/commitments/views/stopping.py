"""Stopping reminders from a letter: one press, without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for

from consult.commitments.commands import stop_reminders
from consult.commitments.queries import reminded_by
from consult.commitments.tokens import read_token
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.db import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("commitments_stopping", __name__, url_prefix="/commitments/stop")


@bp.get("/<token>")
@open_to(EVERYONE, kept=False)
def show(token: str) -> ResponseReturnValue:
    """Show the button: a link that a mail reader opens by itself stops nothing."""
    stopped = reminded_by(*read_token(token)) is None
    return render_template("commitments/stop.html", token=token, stopped=stopped)


@bp.post("/<token>")
@open_to(EVERYONE)
def create(token: str) -> ResponseReturnValue:
    """Stop them, whoever presses: a reader of the letter, or their mail program (RFC 8058).

    Mail programs bring neither cookie nor CSRF token: the signed token in the address is proof.
    """
    db.begin_write()
    email = reminded_by(*read_token(token))
    if email is not None:
        stop_reminders(email)
    return redirect(url_for("commitments_stopping.show", token=token), 303)
