"""What phones were told is taken, beside what stands in the database: what was lost or doubled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TypeAlias

CARDS_EACH, DOTS_EACH, DOTS_ON_ONE = 3, 5, 2

Place: TypeAlias = tuple[int, int]
"""A seat in a part of the session."""


@dataclass
class Claims:
    """What was acknowledged: by client id, by seat; nothing else may be there."""

    cards: dict[str, tuple[Place, str]] = field(default_factory=dict)
    dots: dict[int, dict[str, int]] = field(default_factory=dict)
    turns: set[int] = field(default_factory=set)
    answers: dict[int, int] = field(default_factory=dict)

    def add(self, other: Claims) -> None:
        self.cards |= other.cards
        self.dots |= other.dots
        self.turns |= other.turns
        self.answers |= other.answers

    def result(self) -> dict[str, int]:
        """The points on each thing, counted from what each seat was told."""
        told: Counter[str] = Counter()
        for answer in self.dots.values():
            told.update(answer)
        return {target: points for target, points in told.items() if points}


@dataclass
class Rows:
    """What stands: cards by (client id, place, words), dots by (seat, target, points)."""

    cards: list[tuple[str, Place, str]]
    dots: list[tuple[int, str, int]]
    turns: list[int]
    answers: list[tuple[int, int]]


def faults(claims: Claims, rows: Rows) -> list[str]:
    """Say in words all that was lost, doubled, changed or passed a limit; nothing is wanted."""
    return [*_cards(claims, rows), *_dots(claims, rows), *_voices(claims, rows)]


def _cards(claims: Claims, rows: Rows) -> list[str]:
    there = Counter(key for key, _place, _words in rows.cards)
    each = Counter(place for _key, place, _words in rows.cards)
    said = {key: (place, words) for key, place, words in rows.cards}
    return [
        *(f"card {key} is lost" for key in claims.cards if key not in there),
        *(f"card {key} is there {many} times" for key, many in there.items() if many > 1),
        *(f"card {key} was never acknowledged" for key in there if key not in claims.cards),
        *(
            f"card {key} is another"
            for key in said
            if claims.cards.get(key, said[key]) != said[key]
        ),
        *(f"at {place} are {many} cards" for place, many in each.items() if many > CARDS_EACH),
    ]


def _dots(claims: Claims, rows: Rows) -> list[str]:
    there = Counter((seat, target) for seat, target, _points in rows.dots)
    found = [f"dots of {one} are there {many} times" for one, many in there.items() if many > 1]
    stand: dict[int, dict[str, int]] = {}
    for seat, target, points in rows.dots:
        of_seat = stand.setdefault(seat, {})
        of_seat[target] = of_seat.get(target, 0) + points
    for seat in sorted({*stand, *claims.dots}):
        answer = {target: points for target, points in stand.get(seat, {}).items() if points}
        told = {target: points for target, points in claims.dots.get(seat, {}).items() if points}
        if answer != told:
            found.append(f"seat {seat} has dots {answer} and was told {told}")
        if sum(answer.values()) > DOTS_EACH or max(answer.values(), default=0) > DOTS_ON_ONE:
            found.append(f"seat {seat} has too many dots: {answer}")
    return found


def _voices(claims: Claims, rows: Rows) -> list[str]:
    found = []
    if sorted(rows.turns) != sorted(claims.turns):
        found.append(f"who asked for the floor: {sorted(rows.turns)}, not {sorted(claims.turns)}")
    if sorted(rows.answers) != sorted(claims.answers.items()):
        found.append(f"answers: {sorted(rows.answers)}, not {sorted(claims.answers.items())}")
    return found
