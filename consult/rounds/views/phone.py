"""From a phone: a ranking in private, a topic for the grid, where one goes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template

from consult.kernel import limits
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.rounds.commands import go_to, place_topic, rank, stay_away
from consult.rounds.forms import CellForm, order_sent
from consult.rounds.pieces import phone_piece, phone_wall
from consult.seats import seat_let_in
from consult.tables import phone_path
from consult.wall import find_card

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue
    from markupsafe import Markup

    from consult.seats import Seat
    from consult.tables import Block, Session

bp = Blueprint("rounds", __name__, url_prefix="/t/<code>")

MOST_PRESSES = 120
IN_TIME = timedelta(minutes=10)


@bp.post("/ranking")
@open_to(EVERYONE, kept=False)
def ranking_create(code: str) -> ResponseReturnValue:
    """Keep a ranking, in place of the one before."""

    def act(seat: Seat, session: Session) -> None:
        rank(seat, _block(session), order_sent())

    return _do(code, ActionForm(), act, phone_wall)


@bp.post("/topics")
@open_to(EVERYONE, kept=False)
def topic_create(code: str) -> ResponseReturnValue:
    """Put one's topic into a cell of the grid."""
    form = CellForm()

    def act(seat: Seat, session: Session) -> None:
        block_id, number = form.chosen()
        slot = next((one for one in session.blocks if one.id == block_id), None)
        if slot is None:
            raise NotFoundError(_("There is no such place in the grid."))
        place_topic(seat, find_card(session, form.card.data or 0), slot, number)

    return _do(code, form, act, phone_piece)


@bp.post("/topics/<int:group_id>/place")
@open_to(EVERYONE, kept=False)
def place_create(code: str, group_id: int) -> ResponseReturnValue:
    """Go to a topic."""
    return _do(
        code, ActionForm(), lambda seat, session: go_to(seat, session, group_id), phone_piece
    )


@bp.post("/topics/<int:group_id>/place/delete")
@open_to(EVERYONE, kept=False)
def place_delete(code: str, group_id: int) -> ResponseReturnValue:
    """Go there no longer."""
    return _do(
        code, ActionForm(), lambda seat, session: stay_away(seat, session, group_id), phone_piece
    )


def _do(
    code: str,
    form: ActionForm,
    act: Callable[[Seat, Session], None],
    again: Callable[[Seat, Session, Block, str], Markup],
) -> ResponseReturnValue:
    """Do what a phone asks, and go back to it; what is refused comes back with why."""
    sound = form.validate_on_submit()
    session, seat = seat_let_in(code)
    limits.allow("rounds.press", str(seat.id), burst=MOST_PRESSES, per=IN_TIME)
    if not sound:
        return redirect(phone_path(session), 303)
    try:
        act(seat, session)
    except RefusedError as refusal:
        db.end_write(keep=False)
        session, seat = seat_let_in(code)
        if session.block is None:
            raise
        piece = again(seat, session, session.block, str(refusal.message))
        page = render_template("rounds/refused.html", session=session, piece=piece)
        return page, refusal.status
    return redirect(f"{phone_path(session)}#part-rounds", 303)


def _block(session: Session) -> Block:
    if session.block is None:
        raise NotFoundError(_("No vote is open now."))
    return session.block
