"""Writing a card on a phone, changing it, taking it back; late ones after the session too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.seats import seat_here
from consult.tables import phone_path
from consult.wall.commands import (
    card_length,
    change_card,
    most_cards,
    put_dots,
    take_back_card,
    write_card,
)
from consult.wall.forms import CardForm, SourceForm, card_form, put_points
from consult.wall.pieces import refused_card
from consult.wall.policy import can_change, can_write
from consult.wall.queries import find_card, late_block, own_cards
from consult.wall.views.answers import done, wants_piece

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
    session, seat = seat_here(code)
    block = _block(session, None)
    return _page(seat, session, block, card_form(block) if block else None)


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


@bp.get("/cards/<int:card_id>")
@open_to(EVERYONE, kept=False)
def edit(code: str, card_id: int) -> ResponseReturnValue:
    """Show one's card to say it otherwise, or take it back."""
    session, seat = seat_here(code)
    card = _own(seat, session, card_id)
    return _edit_page(seat, session, card, SourceForm(data={"source": card.source}))


@bp.post("/cards/<int:card_id>")
@open_to(EVERYONE, kept=False)
def update(code: str, card_id: int) -> ResponseReturnValue:
    """Say it otherwise."""
    form = SourceForm()
    sound = form.validate_on_submit()
    session, seat = seat_here(code)
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
    session, seat = seat_here(code)
    if sound:
        take_back_card(seat, _own(seat, session, card_id))
    return done(seat, session)


def _write(code: str, *, with_dots: bool) -> ResponseReturnValue:
    form = CardForm()
    sound = form.validate_on_submit()
    session, seat = seat_here(code)
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
        form=form,
        verdict=can_write(seat, session, block, now()) if block else None,
        late=session.block is None,
        most=most_cards(block) if block else 0,
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
