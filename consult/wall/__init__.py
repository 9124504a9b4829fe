"""The wall of a session: cards, their piles, and the dots put on them."""

from consult.wall.commands import (
    PAPER_LENGTH,
    CardDraft,
    card_length,
    make_pile,
    move_card,
    name_pile,
    put_dots,
    reveal,
    write_card,
    write_for,
)
from consult.wall.models import (
    Card,
    CardKind,
    Dot,
    Move,
    Pile,
)
from consult.wall.pieces import console_piece, late_piece, phone_piece, projector_piece
from consult.wall.policy import can_write_for, takes_cards
from consult.wall.queries import (
    Result,
    Wall,
    cards_on,
    find_block,
    own_cards,
    piles_on,
    points_on,
    wall_of,
    writing_block,
)
from consult.wall.words import pile_title

__all__ = [
    "PAPER_LENGTH",
    "Card",
    "CardDraft",
    "CardKind",
    "Dot",
    "Move",
    "Pile",
    "Result",
    "Wall",
    "can_write_for",
    "card_length",
    "cards_on",
    "console_piece",
    "find_block",
    "late_piece",
    "make_pile",
    "move_card",
    "name_pile",
    "own_cards",
    "phone_piece",
    "pile_title",
    "piles_on",
    "points_on",
    "projector_piece",
    "put_dots",
    "reveal",
    "takes_cards",
    "wall_of",
    "write_card",
    "write_for",
    "writing_block",
]
