"""A group arranges its own cards on its phones, by buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash

from consult.kernel.access import EVERYONE, open_to
from consult.kernel.errors import RefusedError
from consult.kernel.forms import ActionForm
from consult.seats import seat_let_in
from consult.wall.arranging import move_as_sent, undo_last
from consult.wall.commands import name_pile
from consult.wall.forms import MoveForm, PileForm
from consult.wall.queries import find_pile
from consult.wall.views.answers import done, refused

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("wall_groups", __name__, url_prefix="/t/<code>")


@bp.post("/moves")
@open_to(EVERYONE, kept=False)
def move_create(code: str) -> ResponseReturnValue:
    """Put a card of one's group into a pile, or out of it."""
    form = MoveForm()
    sound = form.validate_on_submit()
    session, seat = seat_let_in(code)
    if sound:
        try:
            move_as_sent(seat, session, form)
        except RefusedError as refusal:
            if session.block is None:
                raise
            return refused(seat, session, session.block, refusal)
    return done(seat, session)


@bp.post("/moves/delete")
@open_to(EVERYONE, kept=False)
def move_delete(code: str) -> ResponseReturnValue:
    """Undo the last thing that this phone did to the wall."""
    sound = ActionForm().validate_on_submit()
    session, seat = seat_let_in(code)
    if sound:
        flash(undo_last(seat, session), "success")
    return done(seat, session)


@bp.post("/piles/<int:pile_id>")
@open_to(EVERYONE, kept=False)
def pile_update(code: str, pile_id: int) -> ResponseReturnValue:
    """Give a pile of one's group its title."""
    form = PileForm()
    sound = form.validate_on_submit()
    session, seat = seat_let_in(code)
    if sound:
        name_pile(seat, find_pile(session, pile_id), form.title.data or "", form.version.data)
    return done(seat, session)
