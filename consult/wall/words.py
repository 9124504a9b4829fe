"""What the wall calls its things, in words."""

from __future__ import annotations

from consult.kernel.db import db
from consult.kernel.i18n import _
from consult.wall.models import Card, Pile


def pile_title(pile: Pile) -> str:
    """Return what a pile is called, or which one it is until somebody names it."""
    return pile.title or _("Pile %(num)s, without a name", num=pile.position)


def place_of(card: Card) -> str:
    """Say where a card is now, in a sentence."""
    if card.linked_to_id is not None:
        return _("It stands behind another card now.")
    if card.pile_id is None:
        return _("It is in no pile now.")
    pile = db.session.get_one(Pile, card.pile_id)
    return _("It is in “%(pile)s” now.", pile=pile_title(pile))
