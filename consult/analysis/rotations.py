"""Who sits where in each round of a world café, so that nobody meets twice if that can be."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

MOST_PASSES = 6
"""So many times everybody who meets someone again is looked at, at most."""


def rotate(people: int, tables: int, rounds: int, *, hosts: bool = True) -> list[list[list[int]]]:
    """Return for each round who sits at each table; the first at a table is its host, who stays.

    Without `hosts` everybody moves on.

    People are dealt in rows, one row member per table; a row moves by a stride of its own each
    round, so that two people meet again only where their strides differ by what a round undoes.
    Strides are chosen so that none does, as long as there are enough; `meetings_again` tells.
    Raises `ValueError` when there is a table without anyone to host it.
    """
    if tables < 1 or people < tables:
        message = "Each table needs somebody to host it."
        raise ValueError(message)
    rows = -(-people // tables)
    strides = _strides(rows, tables, rounds, 0 if hosts else 1 % tables)
    plan: list[list[list[int]]] = []
    for turn in range(rounds):
        seats: list[list[int]] = [[] for _table in range(tables)]
        for one in range(people):
            row, place = divmod(one, tables)
            seats[(place + turn * strides[row]) % tables].append(one)
        plan.append(seats)
    return plan


def _strides(rows: int, tables: int, rounds: int, first: int) -> list[int]:
    """Choose a stride for each row after the first: each time the one that meets fewest again."""
    chosen = [first]
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
    return sum(times - 1 for times in met_in(plan).values())


def met_in(plan: Iterable[Iterable[Iterable[int]]]) -> Counter[tuple[int, int]]:
    """Count how often each pair of people sat together in some rounds; the smaller one first."""
    return Counter(
        pair for seats in plan for table in seats for pair in combinations(sorted(table), 2)
    )


def mended(
    seats: Sequence[Sequence[int]],
    met: Counter[tuple[int, int]],
    staying: Collection[int] = (),
) -> list[list[int]]:
    """Return a round in which fewer people meet who have met before, tables as large as they were.

    Whoever meets somebody again changes places with whom that helps most, until it helps no more;
    who is `staying` moves for nobody.
    """
    tables = [list(table) for table in seats]
    for _pass in range(MOST_PASSES):
        if not sum(_moved(tables, at, met, staying) for at in range(len(tables))):
            break
    return tables


def _moved(
    tables: list[list[int]], at: int, met: Counter[tuple[int, int]], staying: Collection[int]
) -> bool:
    """Let those of a table who meet somebody again change places, and return whether any did."""
    moved = False
    for place, one in enumerate(tables[at]):
        if one in staying or not _again(one, tables[at], one, met):
            continue
        gain, where, other = min(_gains(tables, at, one, met, staying), default=(0, 0, 0))
        if gain < 0:
            tables[where][tables[where].index(other)] = one
            tables[at][place] = other
            moved = True
    return moved


def _gains(
    tables: list[list[int]],
    at: int,
    one: int,
    met: Counter[tuple[int, int]],
    staying: Collection[int],
) -> Iterator[tuple[int, int, int]]:
    """Give for each change of places how many more meetings again it makes, where, with whom."""
    mine = _again(one, tables[at], one, met)
    for where, table in enumerate(tables):
        for other in table if where != at else ():
            if other not in staying:
                before = mine + _again(other, table, other, met)
                after = _again(one, table, other, met) + _again(other, tables[at], one, met)
                yield after - before, where, other


def _again(one: int, beside: Iterable[int], but: int, met: Counter[tuple[int, int]]) -> int:
    """Count how often somebody has met those at a table, one of them left out."""
    return sum(met[min(one, two), max(one, two)] for two in beside if two not in {one, but})
