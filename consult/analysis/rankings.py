"""What a nominal group ranks: points by place, how many ranked it, how far apart they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Ranked:
    """An item (its position in the list), its points, by how many, and the least and most given.

    Who did not rank it gave it nothing, which is its own kind of answer: `lowest` leaves them out.
    """

    item: int
    points: int
    voters: int
    lowest: int
    highest: int


def ranked(ballots: Sequence[Sequence[int]], items: int, places: int) -> list[Ranked]:
    """Add private rankings up: the first of `places` gives that many points, the last gives one.

    Sorted by points, then by voters, then in the order of the list. Source: Delbecq, Van de Ven,
    Gustafson, "Group techniques for program planning", 1975. Raises `ValueError` for a ranking
    that is too long, names an item twice or one that is not there.
    """
    given: list[list[int]] = [[] for _item in range(items)]
    for ballot in ballots:
        if len(ballot) > places or len(set(ballot)) != len(ballot):
            message = "A ranking names each item once, and no more than there are places."
            raise ValueError(message)
        for place, item in enumerate(ballot):
            if not 0 <= item < items:
                message = "A ranking names an item that is not in the list."
                raise ValueError(message)
            given[item].append(places - place)
    found = [
        Ranked(item, sum(points), len(points), min(points, default=0), max(points, default=0))
        for item, points in enumerate(given)
    ]
    return sorted(found, key=lambda one: (-one.points, -one.voters, one.item))
