"""Answering from a phone what the room is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template

from consult.kernel import limits
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.forms import ActionForm
from consult.polls.commands import answer_poll
from consult.polls.drafts import UnsoundAnswerError
from consult.polls.forms import answer_sent
from consult.polls.pieces import phone_piece
from consult.polls.queries import get_poll
from consult.seats import seat_here
from consult.tables import phone_path

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("polls", __name__, url_prefix="/t/<code>/polls")

MOST_ANSWERS = 60
IN_TIME = timedelta(minutes=10)


@bp.post("/<int:poll_id>/answer")
@open_to(EVERYONE, kept=False)
def answer_create(code: str, poll_id: int) -> ResponseReturnValue:
    """Take an answer in, in place of the one before; what was refused comes back with why."""
    session, seat = seat_here(code)
    limits.allow("polls.answer", str(seat.id), burst=MOST_ANSWERS, per=IN_TIME)
    if not ActionForm().validate_on_submit():
        return redirect(phone_path(session), 303)
    poll = get_poll(session, poll_id)
    try:
        answer_poll(seat, poll, answer_sent())
    except UnsoundAnswerError as refusal:
        if session.block is None:
            raise
        piece = phone_piece(seat, session, session.block, (poll.id, str(refusal.message)))
        return render_template("polls/refused.html", session=session, piece=piece), 422
    return redirect(f"{phone_path(session)}#poll-{poll.id}", 303)
