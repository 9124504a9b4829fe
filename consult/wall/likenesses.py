"""Suggestions for who arranges a wall: which cards say nearly the same, and which pile fits."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.analysis.likeness import alike
from consult.search import stems

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from consult.wall.models import Card, Pile
    from consult.wall.queries import Wall

MOST_CARDS = 600
MOST_LIKE = 6
_WORDS = re.compile(r"[^\W_]+|[\W_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a card resembles: cards, the nearest first, and the pile in which most of them are.

    `nearest` is the nearest one's text in pieces, each with whether both have that word.
    """

    cards: Sequence[int]
    nearest: Sequence[tuple[str, bool]]
    pile: Pile | None
    in_pile: int


def likenesses_of(wall: Wall, language: str) -> dict[int, Likeness]:
    """Return what each card in no pile resembles, by its id; nothing for cards like no other."""
    cards = {card.id: card for card in wall.cards[:MOST_CARDS]}
    found = alike({number: stems(card.source, language) for number, card in cards.items()})
    piles = {heap.pile.id: heap.pile for heap in wall.heaps}
    loose = [one.card.id for one in wall.loose if one.card.id in found]
    told: dict[int, Likeness] = {}
    for number in loose:
        near = list(found[number])[:MOST_LIKE]
        in_piles = Counter(cards[other].pile_id for other in near if cards[other].pile_id in piles)
        best, count = in_piles.most_common(1)[0] if in_piles else (None, 0)
        told[number] = Likeness(
            cards=near,
            nearest=marked(cards[near[0]], found[number][near[0]], language),
            pile=piles.get(best or 0),
            in_pile=count,
        )
    return told


def marked(card: Card, shared: Collection[str], language: str) -> list[tuple[str, bool]]:
    """Return a card's text in pieces, each with whether it is a word that another card has too."""
    return [
        (piece, any(stem in shared for stem in stems(piece, language)))
        for piece in _WORDS.findall(card.source)
    ]
