"""Doing what a form of the wall asks: the same for a facilitator's console and a group's phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import _
from consult.wall.commands import link_card, make_pile, move_card, undo_move
from consult.wall.forms import MoveForm, target
from consult.wall.queries import find_card, find_pile

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.seats import Seat
    from consult.tables import Session


def move_as_sent(mover: Person | Seat, session: Session, form: MoveForm) -> None:
    """Move, link or take out the card that a form names; into a new pile where it says so."""
    card_id, version = form.chosen()
    card = find_card(session, card_id)
    kind, thing_id = target(form.to.data or "")
    if kind == "new":
        make_pile(mover, session, card=card, version=version)
    elif kind == "card":
        link_card(mover, card, find_card(session, thing_id), version)
    else:
        pile = find_pile(session, thing_id) if kind == "pile" else None
        move_card(mover, card, pile, version)


def undo_last(mover: Person | Seat, session: Session) -> str:
    """Undo the last move of whoever asks, and say what became of it."""
    if undo_move(mover, session).restored:
        return _("Undone.")
    return _("Somebody has moved the same cards since: they stay where they are.")
