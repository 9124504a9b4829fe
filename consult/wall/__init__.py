"""The wall of a session: cards, their piles, and the dots put on them."""

from consult.wall.models import (
    Card,
    CardKind,
    Dot,
    Move,
    Pile,
)

__all__ = [
    "Card",
    "CardKind",
    "Dot",
    "Move",
    "Pile",
]
