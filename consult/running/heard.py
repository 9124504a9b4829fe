"""Who is here and who is heard: the strip at the side of the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.forms import ActionForm
from consult.kernel.pages import html_of
from consult.running.equity import equity_of
from consult.seats import SeatState, seats_in
from consult.speaking import SPEAKING, minutes_by_seat
from consult.wall import Card

if TYPE_CHECKING:
    from markupsafe import Markup

    from consult.tables import Session


def hearing(session: Session) -> Markup:
    """Return cards and minutes by municipality and kind, beside a fair part of each."""
    at, block = now(), session.block
    seats = seats_in(session)
    present = [seat for seat in seats if seat.state is SeatState.PRESENT]
    cards = cards_in(session)
    seconds = {seat: round(60 * taken) for seat, taken in minutes_by_seat(session, at).items()}
    return html_of(
        "running/_equity.html",
        session=session,
        equity=equity_of(present, cards, seconds),
        on_paper=sum(cards.get(seat.id, 0) for seat in seats if seat.state is SeatState.PAPER),
        present=len(present),
        can_speak=block is not None and block.kind in SPEAKING,
        form=ActionForm(formdata=None),
    )


def cards_in(session: Session) -> dict[int, int]:
    """Return how many cards each seat has on the wall of a session: that it wrote, never what."""
    counted = (
        select(Card.seat_id, func.count(Card.id))
        .where(Card.session_id == session.id, Card.taken_back_at.is_(None))
        .group_by(Card.seat_id)
    )
    return dict(db.session.execute(counted).all())
