"""The verbs of the wall."""

from consult.wall.commands.cards import (
    PAPER_LENGTH,
    CardDraft,
    card_length,
    change_card,
    most_cards,
    reveal,
    take_back_card,
    write_card,
    write_for,
)
from consult.wall.commands.dots import (
    dots_of,
    put_dots,
)
from consult.wall.commands.piles import (
    Undone,
    dissolve_pile,
    link_card,
    make_pile,
    move_card,
    name_pile,
    set_aside,
    take_up,
    undo_move,
)

__all__ = [
    "PAPER_LENGTH",
    "CardDraft",
    "Undone",
    "card_length",
    "change_card",
    "dissolve_pile",
    "dots_of",
    "link_card",
    "make_pile",
    "most_cards",
    "move_card",
    "name_pile",
    "put_dots",
    "reveal",
    "set_aside",
    "take_back_card",
    "take_up",
    "undo_move",
    "write_card",
    "write_for",
]
