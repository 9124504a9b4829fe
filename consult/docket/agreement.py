"""How far two moderators agree who read the same without knowing of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 10
"""Below this, a share says nothing and is not shown."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The share of pairs that agree, Cohen's kappa, and of how many pairs."""

    share: float
    kappa: float | None
    pairs: int


def agreement(pairs: Sequence[tuple[bool, bool]]) -> Agreement | None:
    """Compare first and second answers (publish or not); none while there are too few.

    Kappa is what is left of the agreement when that by chance is taken away (J. Cohen, 1960,
    "A coefficient of agreement for nominal scales"); it has no value when everybody always gave
    one and the same answer.
    """
    number = len(pairs)
    if number < FEWEST:
        return None
    share = sum(first == second for first, second in pairs) / number
    first_yes = sum(first for first, _second in pairs) / number
    second_yes = sum(second for _first, second in pairs) / number
    chance = first_yes * second_yes + (1 - first_yes) * (1 - second_yes)
    kappa = None if chance == 1 else (share - chance) / (1 - chance)
    return Agreement(share, kappa, number)
