"""Arranging the wall from the console: cards into piles, behind each other, aside; undoing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash

from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.forms import ActionForm
from consult.wall.arranging import move_as_sent, undo_last
from consult.wall.commands import (
    dissolve_pile,
    make_pile,
    name_pile,
    reveal,
    set_aside,
    take_up,
)
from consult.wall.desk.around import arranged
from consult.wall.forms import AsideForm, MoveForm, PileForm
from consult.wall.queries import find_block, find_card, find_pile

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.tables import Session

bp = Blueprint(
    "wall_console",
    __name__,
    url_prefix="/processes/<slug>/desk/tables/<code>/sessions/<int:number>/console",
)


@bp.post("/moves")
@open_to(SIGNED_IN)
def move_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Put a card somewhere else."""
    form = MoveForm()
    return arranged(
        (slug, code, number), form, lambda person, session: move_as_sent(person, session, form)
    )


@bp.post("/moves/delete")
@open_to(SIGNED_IN)
def move_delete(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Undo one's last move."""
    form = ActionForm()
    return arranged(
        (slug, code, number),
        form,
        lambda person, session: flash(undo_last(person, session), "success"),
    )


@bp.post("/piles")
@open_to(SIGNED_IN)
def pile_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Make a pile, empty."""
    form = PileForm()
    return arranged(
        (slug, code, number),
        form,
        lambda person, session: make_pile(person, session, form.title.data or ""),
    )


@bp.post("/piles/<int:pile_id>")
@open_to(SIGNED_IN)
def pile_update(slug: str, code: str, number: int, pile_id: int) -> ResponseReturnValue:
    """Give a pile its title."""
    form = PileForm()

    def act(person: Person, session: Session) -> None:
        pile = find_pile(session, pile_id)
        name_pile(person, pile, form.title.data or "", form.version.data)

    return arranged((slug, code, number), form, act)


@bp.post("/piles/<int:pile_id>/delete")
@open_to(SIGNED_IN)
def pile_delete(slug: str, code: str, number: int, pile_id: int) -> ResponseReturnValue:
    """Dissolve a pile: its cards stand by themselves again."""
    form = PileForm()
    return arranged(
        (slug, code, number),
        form,
        lambda person, session: dissolve_pile(
            person, find_pile(session, pile_id), form.version.data
        ),
    )


@bp.post("/asides")
@open_to(SIGNED_IN)
def aside_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Set a card aside, with a reason."""
    form = AsideForm()

    def act(person: Person, session: Session) -> None:
        card = find_card(session, form.chosen()[0])
        set_aside(person, card, form.because.data or "")

    return arranged((slug, code, number), form, act)


@bp.post("/asides/delete")
@open_to(SIGNED_IN)
def aside_delete(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Put a card back on the wall."""
    form = MoveForm()
    return arranged(
        (slug, code, number),
        form,
        lambda person, session: take_up(person, find_card(session, form.chosen()[0])),
    )


@bp.post("/results/<int:block_id>")
@open_to(SIGNED_IN)
def result_create(slug: str, code: str, number: int, block_id: int) -> ResponseReturnValue:
    """Open the result of a vote to everyone."""
    form = ActionForm()
    return arranged(
        (slug, code, number),
        form,
        lambda person, session: reveal(person, find_block(session, block_id)),
    )
