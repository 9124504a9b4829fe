"""Who sits where in each round of a world café, so that nobody meets twice if that can be."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def rotate(people: int, tables: int, rounds: int) -> list[list[list[int]]]:
    """Return for each round who sits at each table; the first at a table is its host, who stays.

    People are dealt in rows, one row member per table; a row moves by a stride of its own each
    round, so that two people meet again only where their strides differ by what a round undoes.
    Strides are chosen so that none does, as long as there are enough; `meetings_again` tells.
    Raises `ValueError` when there is a table without anyone to host it.
    """
    if tables < 1 or people < tables:
        message = "Each table needs somebody to host it."
        raise ValueError(message)
    rows = -(-people // tables)
    strides = _strides(rows, tables, rounds)
    plan: list[list[list[int]]] = []
    for turn in range(rounds):
        seats: list[list[int]] = [[] for _table in range(tables)]
        for one in range(people):
            row, place = divmod(one, tables)
            seats[(place + turn * strides[row]) % tables].append(one)
        plan.append(seats)
    return plan


def _strides(rows: int, tables: int, rounds: int) -> list[int]:
    """Choose a stride for each row, the hosts' first: each time the one that meets fewest again."""
    chosen = [0]
    for _row in range(1, rows):
        chosen.append(
            min(
                range(tables), key=lambda stride: (_clashes(stride, chosen, tables, rounds), stride)
            )
        )
    return chosen


def _clashes(stride: int, others: Sequence[int], tables: int, rounds: int) -> int:
    """Count in how many later rounds a row with this stride meets others' again."""
    still = int(stride == 0 and tables > 1) * rounds  # only hosts stay
    return still + sum(
        (turn * (stride - other)) % tables == 0 for other in others for turn in range(1, rounds)
    )


def meetings_again(plan: Sequence[Sequence[Sequence[int]]]) -> int:
    """Count the pairs of people who sit together in more than one round, once for each again."""
    met: dict[tuple[int, int], int] = {}
    for seats in plan:
        for table in seats:
            for pair in combinations(sorted(table), 2):
                met[pair] = met.get(pair, 0) + 1
    return sum(times - 1 for times in met.values())
