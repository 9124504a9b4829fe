"""Asking for the floor from a phone, and leaving the list."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, redirect

from consult.kernel import limits
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.forms import ActionForm
from consult.seats import seat_here
from consult.speaking.commands import ask_for_floor, take_back
from consult.tables import phone_path

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("speaking", __name__, url_prefix="/t/<code>/turns")

MOST_TURNS = 30
IN_TIME = timedelta(minutes=10)


@bp.post("")
@open_to(EVERYONE, kept=False)
def create(code: str) -> ResponseReturnValue:
    """Ask for the floor."""
    session, seat = seat_here(code)
    limits.allow("speaking.turn", str(seat.id), burst=MOST_TURNS, per=IN_TIME)
    if ActionForm().validate_on_submit() and session.block is not None:
        ask_for_floor(seat, session.block)
    return redirect(phone_path(session), 303)


@bp.post("/delete")
@open_to(EVERYONE, kept=False)
def delete(code: str) -> ResponseReturnValue:
    """Leave the list, or say that one has finished."""
    session, seat = seat_here(code)
    if ActionForm().validate_on_submit() and session.block is not None:
        take_back(seat, session.block)
    return redirect(phone_path(session), 303)
