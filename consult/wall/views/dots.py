"""Putting dots from a phone: each press is saved at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from consult.kernel.access import EVERYONE, open_to
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.seats import seat_here
from consult.wall.commands import put_dots
from consult.wall.forms import put_points
from consult.wall.views.answers import done, refused

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("wall_dots", __name__, url_prefix="/t/<code>/dots")


@bp.post("")
@open_to(EVERYONE, kept=False)
def create(code: str) -> ResponseReturnValue:
    """Set how many dots are on each of the things that were sent."""
    sound = ActionForm().validate_on_submit()
    session, seat = seat_here(code)
    block = session.block
    if block is None:
        raise NotFoundError(_("No vote is open now."))
    if sound:
        try:
            put_dots(seat, block, put_points())
        except RefusedError as refusal:
            return refused(seat, session, block, refusal)
    return done(seat, session)
