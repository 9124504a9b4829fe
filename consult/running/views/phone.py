"""The phone of a seat: one task of the block at hand, in every state of its session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from consult.kernel.access import EVERYONE, open_to
from consult.running.pieces import phone_piece
from consult.running.views.answers import piece_answer
from consult.running.views.entering import sitting
from consult.running.views.screens import phone_context

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("running_phone", __name__, url_prefix="/t/<code>")


@bp.get("")
@open_to(EVERYONE, kept=False)
def show(code: str) -> ResponseReturnValue:
    """Show whoever has a seat what to do now; a stranger is asked to join first."""
    live, session, seat = sitting(code)
    return render_template("running/phone.html", live=live, **phone_context(session, seat))


@bp.get("/pieces/<part>")
@open_to(EVERYONE, kept=False)
def piece_show(code: str, part: str) -> ResponseReturnValue:
    """Show one piece of the phone anew."""
    _live, session, seat = sitting(code)
    return piece_answer(
        session, part, seat.id, "phone__piece", lambda: phone_piece(seat, session, part)
    )
