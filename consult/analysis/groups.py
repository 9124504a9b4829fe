"""Groups that mix people: as equal in size as they can be, each trait spread over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from math import ceil
from typing import TypeVar

Who = TypeVar("Who")


def balanced_groups(
    people: Sequence[tuple[Who, Hashable, Hashable]], number: int
) -> list[list[Who]]:
    """Divide people, each with a municipality and a kind, into so many groups.

    Whoever shares a municipality, and within it a kind, is dealt out one after another like cards,
    so that sizes differ by one at most, and so do the counts of each municipality and of each kind
    in it. Who comes alone from a municipality is dealt last, kind by kind. With fewer people than
    groups some groups are empty. Raises `ValueError` for fewer groups than one.
    """
    if number < 1:
        message = "There is at least one group."
        raise ValueError(message)
    places = Counter(place for _who, place, _kind in people)
    kinds = Counter(kind for _who, _place, kind in people)
    first = {place: at for at, (_who, place, _kind) in reversed(list(enumerate(people)))}
    dealt = sorted(
        range(len(people)),
        key=lambda at: (
            -places[people[at][1]],
            0 if places[people[at][1]] == 1 else first[people[at][1]],
            -kinds[people[at][2]],
            str(people[at][2]),
            at,
        ),
    )
    groups: list[list[Who]] = [[] for _group in range(number)]
    for turn, at in enumerate(dealt):
        groups[turn % number].append(people[at][0])
    return groups


def groups_for(people: int, each: int) -> int:
    """Return how many groups of about this size so many people make: at least one."""
    return max(1, ceil(people / max(1, each)))


def smallest(sizes: Sequence[int]) -> int:
    """Return the place of the smallest group, the first among equals. Raises `ValueError`."""
    return min(range(len(sizes)), key=lambda place: (sizes[place], place))
