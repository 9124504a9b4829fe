"""Cards and dots from a phone: written, said otherwise, taken back; late cards too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.seats import seat_let_in
from consult.tables import phone_path
from consult.wall.commands import (
    card_length,
    change_card,
    put_dots,
    take_back_card,
    write_card,
)
from consult.wall.forms import CardForm, SourceForm, card_form, put_points
from consult.wall.pieces import refused_card, writing_piece
from consult.wall.policy import can_change
from consult.wall.queries import find_card, late_block, own_cards
from consult.wall.views.answers import done, refused, wants_piece

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.seats import Seat
    from consult.tables import Block, Session
    from consult.wall.models import Card

bp = Blueprint("wall", __name__, url_prefix="/t/<code>")


@bp.get("/cards")
@open_to(EVERYONE, kept=False)
def index(code: str) -> ResponseReturnValue:
    """Show what one wrote, and a card to write now or, after the session, late."""
    session, seat = seat_let_in(code)
    block = _block(session, None)
    return _page(seat, session, block, None)


@bp.post("/cards")
@open_to(EVERYONE, kept=False)
def create(code: str) -> ResponseReturnValue:
    """Put a card on the wall."""
    return _write(code, with_dots=False)


@bp.post("/both")
@open_to(EVERYONE, kept=False)
def both_create(code: str) -> ResponseReturnValue:
    """Put a card on the wall and dots on what is there: a phone sends at once what it kept."""
    return _write(code, with_dots=True)


@bp.post("/dots")
@open_to(EVERYONE, kept=False)
def dots_create(code: str) -> ResponseReturnValue:
    """Set how many dots are on each of the things that were sent: each press is saved at once."""
    sound = ActionForm().validate_on_submit()
    session, seat = seat_let_in(code)
    if session.block is None:
        raise NotFoundError(_("No vote is open now."))
    if sound:
        try:
            put_dots(seat, session.block, put_points())
        except RefusedError as refusal:
            return refused(seat, session, session.block, refusal)
    return done(seat, session)


@bp.get("/cards/<int:card_id>")
@open_to(EVERYONE, kept=False)
def edit(code: str, card_id: int) -> ResponseReturnValue:
    """Show one's card to say it otherwise, or take it back."""
    session, seat = seat_let_in(code)
    card = _own(seat, session, card_id)
    return _edit_page(seat, session, card, SourceForm(data={"source": card.source}))


@bp.post("/cards/<int:card_id>")
@open_to(EVERYONE, kept=False)
def update(code: str, card_id: int) -> ResponseReturnValue:
    """Say it otherwise."""
    form = SourceForm()
    sound = form.validate_on_submit()
    session, seat = seat_let_in(code)
    card = _own(seat, session, card_id)
    if sound:
        try:
            change_card(seat, card, form.source.data or "")
        except RefusedError as refusal:
            form.show(refusal)
        else:
            return done(seat, session)
    return _edit_page(seat, session, card, form), 422


@bp.post("/cards/<int:card_id>/delete")
@open_to(EVERYONE, kept=False)
def delete(code: str, card_id: int) -> ResponseReturnValue:
    """Take it back."""
    sound = ActionForm().validate_on_submit()
    session, seat = seat_let_in(code)
    if sound:
        take_back_card(seat, _own(seat, session, card_id))
    return done(seat, session)


def _write(code: str, *, with_dots: bool) -> ResponseReturnValue:
    form = CardForm()
    sound = form.validate_on_submit()
    session, seat = seat_let_in(code)
    block = _block(session, form.block.data)
    if block is None:
        raise NotFoundError(_("This card belongs to no part of this session."))
    if sound:
        try:
            write_card(seat, block, form.draft())
            if with_dots:
                put_dots(seat, session.block or block, put_points(), whole=True)
        except RefusedError as refusal:
            form.show(refusal)
            status = refusal.status
        else:
            return done(seat, session)
    else:
        status = 422
    form = card_form(block, form)
    if wants_piece():
        return str(refused_card(seat, session, block, form)), status
    return _page(seat, session, block, form), status


def _block(session: Session, asked: int | None) -> Block | None:
    """The block that a card is for: the one its form names, else the one at hand, or for late."""
    if asked is not None:
        return next((one for one in session.blocks if one.id == asked), None)
    return session.block or late_block(session, now())


def _own(seat: Seat, session: Session, card_id: int) -> Card:
    """One's own card that is not taken back; another's is as good as missing."""
    card = find_card(session, card_id)
    if card.seat_id != seat.id or card.taken_back_at is not None:
        raise NotFoundError(_("There is no such card."))
    return card


def _page(seat: Seat, session: Session, block: Block | None, form: CardForm | None) -> str:
    """What one wrote in all the session, and the card at hand."""
    return render_template(
        "wall/cards.html",
        session=session,
        seat=seat,
        block=block,
        writing=writing_piece(seat, session, block, form) if block else "",
        is_late=session.block is None and late_block(session, now()) is not None,
        own=own_cards(seat),
        back=phone_path(session),
    )


def _edit_page(seat: Seat, session: Session, card: Card, form: SourceForm) -> str:
    block = next(one for one in session.blocks if one.id == card.block_id)
    form.source.flags.maxlength = card_length(block)
    return render_template(
        "wall/card.html",
        session=session,
        block=block,
        card=card,
        form=form,
        verdict=can_change(seat, session, block, card, now()),
        action=ActionForm(formdata=None),
        back=phone_path(session),
    )
