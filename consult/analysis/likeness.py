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
