"""The page on which whoever runs a session answers for somebody without a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template

from consult import polls, rounds
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.running.standing_in import (
    answer_for,
    place_topic_for,
    put_dots_for,
    rank_for,
    send_to,
)
from consult.seats import at_console, can_stand_in, find_seat, phoneless_in
from consult.tables import Block, BlockKind, Session, console_path
from consult.wall import find_card, put_points, takes_cards

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.seats import Seat

    Act = Callable[[Person, Session, Seat, Block], None]

bp = Blueprint(
    "running_stand_ins",
    __name__,
    url_prefix="/processes/<slug>/desk/tables/<code>/sessions/<int:number>/console/stand-ins",
)


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str, code: str, number: int) -> ResponseReturnValue:
    """List who is here without a phone."""
    _person, session = at_console(slug, code, number)
    return _page(session, None)


@bp.get("/<int:seat>")
@open_to(SIGNED_IN)
def show(slug: str, code: str, number: int, seat: int) -> ResponseReturnValue:
    """Show what the part at hand asks of somebody, to be answered for them."""
    person, session = at_console(slug, code, number)
    found = find_seat(session, seat)
    require(can_stand_in(person, session, found))
    return _page(session, found)


@bp.post("/<int:seat>/ranking")
@open_to(SIGNED_IN)
def ranking_create(slug: str, code: str, number: int, seat: int) -> ResponseReturnValue:
    """Keep somebody's ranking."""

    def act(person: Person, session: Session, found: Seat, block: Block) -> None:
        rank_for(person, session, found, block, rounds.order_sent())

    return _do((slug, code, number), seat, ActionForm(), act)


@bp.post("/<int:seat>/dots")
@open_to(SIGNED_IN)
def dots_create(slug: str, code: str, number: int, seat: int) -> ResponseReturnValue:
    """Put somebody's dots."""

    def act(person: Person, session: Session, found: Seat, block: Block) -> None:
        put_dots_for(person, session, found, block, put_points())

    return _do((slug, code, number), seat, ActionForm(), act)


@bp.post("/<int:seat>/polls/<int:poll_id>/answer")
@open_to(SIGNED_IN)
def answer_create(
    slug: str, code: str, number: int, seat: int, poll_id: int
) -> ResponseReturnValue:
    """Keep somebody's answer, or what they estimate."""

    def act(person: Person, session: Session, found: Seat, _block: Block) -> None:
        poll = polls.get_poll(session, poll_id)
        answer_for(person, session, found, poll, polls.answer_sent())

    return _do((slug, code, number), seat, ActionForm(), act)


@bp.post("/<int:seat>/topics")
@open_to(SIGNED_IN)
def topic_create(slug: str, code: str, number: int, seat: int) -> ResponseReturnValue:
    """Put somebody's topic into a cell of the grid."""
    form = rounds.CellForm()

    def act(person: Person, session: Session, found: Seat, _block: Block) -> None:
        block_id, place = form.chosen()
        slot = next((one for one in session.blocks if one.id == block_id), None)
        if slot is None:
            raise NotFoundError(_("There is no such place in the grid."))
        card = find_card(session, form.card.data or 0)
        place_topic_for(person, session, found, card, (slot, place))

    return _do((slug, code, number), seat, form, act)


@bp.post("/<int:seat>/topics/<int:group_id>/place")
@open_to(SIGNED_IN)
def place_create(
    slug: str, code: str, number: int, seat: int, group_id: int
) -> ResponseReturnValue:
    """Say that somebody goes to a topic."""
    return _do(
        (slug, code, number),
        seat,
        ActionForm(),
        lambda person, session, found, _block: send_to(person, session, found, group_id),
    )


@bp.post("/<int:seat>/topics/<int:group_id>/place/delete")
@open_to(SIGNED_IN)
def place_delete(
    slug: str, code: str, number: int, seat: int, group_id: int
) -> ResponseReturnValue:
    """Say that somebody goes there no longer."""
    return _do(
        (slug, code, number),
        seat,
        ActionForm(),
        lambda person, session, found, _block: send_to(person, session, found, group_id, away=True),
    )


def _do(
    where: tuple[str, str, int], number: int, form: ActionForm, act: Act
) -> ResponseReturnValue:
    """Do what is asked for a seat, and come back to it; what is refused comes back with why."""
    sound = form.validate_on_submit()
    person, session = at_console(*where)
    seat = find_seat(session, number)
    require(can_stand_in(person, session, seat))  # a refusal shows the seat's own answers again
    if session.block is None:
        raise NotFoundError(_("This session is not running."))
    if sound:
        try:
            act(person, session, seat, session.block)
        except RefusedError as refusal:
            db.end_write(keep=False)
            _person, session = at_console(*where)
            return _page(session, find_seat(session, number), refusal), refusal.status
        flash(_("Written for %(name)s.", name=seat.name), "success")
    return redirect(f"{_base(session)}/{number}", 303)


def _page(session: Session, seat: Seat | None, refusal: RefusedError | None = None) -> str:
    block = session.block
    return render_template(
        "running/stand_ins.html",
        session=session,
        process=session.table.process,
        block=block,
        seat=seat,
        people=phoneless_in(session),
        pieces=_asked(session, block, seat) if block and seat else [],
        takes_cards=block is not None and takes_cards(block),
        refusal=str(refusal.message) if refusal else "",
        console=console_path(session),
        base=_base(session),
    )


def _asked(session: Session, block: Block, seat: Seat) -> list[str]:
    """What the part at hand asks of somebody besides cards, as their phone would."""
    base = f"{_base(session)}/{seat.number}"
    pieces = [
        rounds.phone_piece(seat, session, block, base=base),
        polls.phone_piece(seat, session, block, base=base),
    ]
    if block.kind is BlockKind.VOTE:
        pieces.insert(0, rounds.phone_wall(seat, session, block, base=base))
    return [piece for piece in pieces if piece]


def _base(session: Session) -> str:
    return f"{console_path(session)}/stand-ins"
