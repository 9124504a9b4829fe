"""The wall of a session: cards, their piles, and the dots put on them."""

from consult.wall.commands import (
    PAPER_LENGTH,
    CardDraft,
    card_length,
    dots_of,
    make_pile,
    move_card,
    name_pile,
    put_dots,
    reveal,
    write_card,
    write_for,
)
from consult.wall.forms import put_points
from consult.wall.models import Card, CardKind, Dot, Move, Pile
from consult.wall.pieces import (
    ballot_piece,
    console_piece,
    late_piece,
    phone_piece,
    projector_piece,
)
from consult.wall.policy import can_vote, can_write_for, shows_points, takes_cards
from consult.wall.queries import (
    Result,
    Wall,
    cards_on,
    find_block,
    find_card,
    own_cards,
    piles_on,
    points_on,
    voters_in,
    wall_of,
    writing_block,
)
from consult.wall.showing import lines_of
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
    "ballot_piece",
    "can_vote",
    "can_write_for",
    "card_length",
    "cards_on",
    "console_piece",
    "dots_of",
    "find_block",
    "find_card",
    "late_piece",
    "lines_of",
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
    "put_points",
    "reveal",
    "shows_points",
    "takes_cards",
    "voters_in",
    "wall_of",
    "write_card",
    "write_for",
    "writing_block",
]
