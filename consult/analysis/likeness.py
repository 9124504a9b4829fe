"""Which short texts say nearly the same: by the rare words that they share."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping

LEAST_SHARED = 2
"""Two texts are alike by two words at least, or by the only one that each has."""
LEAST_PART = 0.34
"""The least part of what the shorter text's words weigh that the two must share."""
COMMON = 0.5
"""A word in more than this part of many texts says nothing of any."""
MANY = 10


def alike(words: Mapping[int, Collection[str]]) -> dict[int, dict[int, frozenset[str]]]:
    """Return, for each text, those that say nearly the same with the words they share.

    `words` are the stems of each text by its number. A word weighs the more the fewer texts hold
    it: log(1 + n / texts that hold it) (Spärck Jones, 1972). The nearest come first.
    """
    texts = {number: frozenset(stems) for number, stems in words.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    for number, stems in texts.items():
        for stem in stems:
            holders[stem].append(number)
    many = len(texts)
    weight = {
        stem: math.log(1 + many / len(held))
        for stem, held in holders.items()
        if many <= MANY or len(held) <= COMMON * many
    }
    shared: dict[tuple[int, int], set[str]] = defaultdict(set)
    for stem in weight:
        held = sorted(holders[stem])
        for place, one in enumerate(held):
            for other in held[place + 1 :]:
                shared[one, other].add(stem)
    whole = {number: sum(weight.get(stem, 0) for stem in texts[number]) for number in texts}
    found: dict[int, list[tuple[float, int, frozenset[str]]]] = defaultdict(list)
    for (one, other), both in shared.items():
        fewest = min(len(texts[one]), len(texts[other]))
        part = sum(weight[stem] for stem in both) / min(whole[one], whole[other])
        if len(both) >= min(LEAST_SHARED, fewest) and part >= LEAST_PART:
            found[one].append((-part, other, frozenset(both)))
            found[other].append((-part, one, frozenset(both)))
    return {
        number: {other: both for _part, other, both in sorted(near, key=lambda one: one[:2])}
        for number, near in found.items()
    }


class Likeness:
    """Texts to be asked which of them are like another, weighed as `alike` weighs them."""

    def __init__(self, words: Mapping[int, Collection[str]]) -> None:
        self._texts = {number: frozenset(stems) for number, stems in words.items()}
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, stems in self._texts.items():
            for stem in stems:
                self._holders[stem].append(number)
        self._whole = {
            number: sum(self._weight(stem) for stem in stems)
            for number, stems in self._texts.items()
        }

    def near(
        self, asked: Collection[str], most: int, least: float = LEAST_PART
    ) -> list[tuple[int, float, frozenset[str]]]:
        """Return the texts most like the one asked for, best first: part shared, and the words.

        The part is what they share of what the lighter of both weighs, from `least` to 1. Two
        words are shared at least: one alone says nothing.
        """
        stems = frozenset(asked)
        own = sum(self._weight(stem) for stem in stems)
        shared: dict[int, list[str]] = defaultdict(list)
        for stem in stems:
            if self._weight(stem):
                for number in self._holders[stem]:
                    shared[number].append(stem)
        found = [
            (sum(map(self._weight, both)) / min(own, self._whole[number]), number, frozenset(both))
            for number, both in shared.items()
            if len(both) >= LEAST_SHARED
        ]
        best = sorted((one for one in found if one[0] >= least), key=lambda one: (-one[0], one[1]))
        return [(number, part, both) for part, number, both in best[:most]]

    def _weight(self, stem: str) -> float:
        held, many = len(self._holders.get(stem, ())), len(self._texts)
        if not held:
            return math.log(1 + many)
        if many > MANY and held > COMMON * many:
            return 0.0
        return math.log(1 + many / held)
