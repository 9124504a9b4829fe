"""The projector: what the whole room sees, without controls and without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from consult.kernel.access import SIGNED_IN, open_to
from consult.running.pieces import projector_piece
from consult.running.views.answers import piece_answer
from consult.running.views.entering import staging
from consult.running.views.screens import projector_context

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint(
    "running_projector",
    __name__,
    url_prefix="/processes/<slug>/desk/tables/<code>/sessions/<int:number>/projector",
)


@bp.get("")
@open_to(SIGNED_IN)
def show(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show the question, the time left and what the room has made."""
    at = staging(slug, code, number)
    return render_template("running/projector.html", **projector_context(at))


@bp.get("/pieces/<part>")
@open_to(SIGNED_IN)
def piece_show(slug: str, code: str, number: int, part: str) -> ResponseReturnValue:
    """Show one piece of the projector anew."""
    at = staging(slug, code, number)
    return piece_answer(
        at.session, part, 0, "projector__piece", lambda: projector_piece(at.session, part)
    )
