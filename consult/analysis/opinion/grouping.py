"""Groups of people who stand close together: how many, who, and the same ones as last time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from consult.analysis.opinion.arrays import NOBODY, Flags, Floats, Wholes
from consult.analysis.opinion.middles import (
    AGAIN,
    COARSE,
    FINE,
    TRIES,
    distances,
    middles_of,
    nearest_of,
    settled,
    silhouette,
    spots_of,
)

MOST_GROUPS = 5
LEAST_PEOPLE = 5
LEAST_PART = 0.03
PEOPLE_EACH = 12
LEAST_ANSWERS = 7
LEAST_IN = 15
PATIENCE = 4
"""A new number of groups must win so many runs in a row before it is believed (as in Polis)."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a run leaves to the next: the number of groups, and which one won how often in a row."""

    number: int
    rival: int
    times: int


@dataclass(frozen=True, slots=True)
class Grouping:
    """The group of each person (-1: of none), their middles, and how well they stand apart.

    `silhouettes` tells that for each number of groups that was tried. `names` are numbers that
    groups keep from run to run.
    """

    of: Wholes
    middles: Floats
    names: Wholes
    silhouettes: Mapping[int, float]
    memory: Memory | None = None

    @property
    def number(self) -> int:
        return len(self.middles)

    @property
    def silhouette(self) -> float:
        return self.silhouettes.get(self.number, 0.0)

    @property
    def sizes(self) -> Wholes:
        return np.bincount(self.of[self.of >= 0], minlength=self.number)


def in_conversation(taken: Wholes, statements: int, before: Flags | None = None) -> Flags:
    """Who answered enough to be placed: seven statements, or all where there are fewer.

    Whoever was in stays in. When fewer than 15 are, those who answered the most are added.
    """
    inside = taken >= min(LEAST_ANSWERS, statements)
    if before is not None:
        inside[: len(before)] |= before
    missing = LEAST_IN - int(inside.sum())
    if missing > 0:
        order = np.argsort(-taken, kind="stable")
        inside[order[~inside[order]][:missing]] = True
    return inside


def least_size(people: int) -> int:
    """The fewest people that make a group: five, or three in a hundred."""
    return max(LEAST_PEOPLE, int(np.ceil(LEAST_PART * people)))


def grouped(
    places: Floats,
    inside: Flags,
    *,
    seed: int = 0,
    most: int = MOST_GROUPS,
    before: Grouping | None = None,
) -> Grouping:
    """Divide who is inside into two to five groups, as many as stand apart the best.

    With `before` the number changes only when another has won four runs in a row, and groups keep
    the names of those with which they share the most people.
    """
    of = np.full(len(places), NOBODY, dtype=np.int64)
    who = places[inside]
    tried = _tried(who, min(most, _most(len(who))), seed, before)
    if not tried:
        nowhere = np.empty((0, places.shape[1]))
        return Grouping(of, nowhere, np.empty(0, dtype=np.int64), {})
    scores = {number: tried[number][0] for number in sorted(tried)}
    memory = _remembered(scores, before)
    middles = tried[memory.number][1]
    of[inside] = nearest_of(who, middles)
    found = Grouping(of, middles, np.arange(len(middles)), scores, memory)
    if before is None or not before.number:
        return _ordered(found)
    return _matched(found, before, places)


def _most(people: int) -> int:
    return min(MOST_GROUPS, 2 + people // PEOPLE_EACH) if people >= 2 * LEAST_PEOPLE else 0


def _tried(
    who: Floats, most: int, seed: int, before: Grouping | None
) -> dict[int, tuple[float, Floats]]:
    """The silhouette and the middles for each number of groups that people can be divided into."""
    if not len(who):
        return {}
    coarse, fine = spots_of(who, *COARSE), spots_of(who, *FINE)
    gaps = distances(coarse.at, coarse.at)
    least = least_size(len(who))
    draw = np.random.default_rng(seed)
    tries = TRIES if before is None else AGAIN
    tried: dict[int, tuple[float, Floats]] = {}
    for number in range(2, most + 1):
        found = list(middles_of((coarse, fine), number, least, draw, tries))
        if before is not None and before.number == number:
            found = [settled(fine, before.middles, least), *found]
        for middles in found:
            nearest = nearest_of(coarse.at, middles)
            score = silhouette(gaps, coarse.people, nearest, len(middles))
            known = tried.get(len(middles))
            if len(middles) > 1 and (known is None or score > known[0]):
                tried[len(middles)] = (score, middles)
    return tried


def _remembered(scores: Mapping[int, float], before: Grouping | None) -> Memory:
    """Believe another number of groups only when it keeps winning."""
    best = max(scores, key=lambda number: (scores[number], -number))
    last = before.memory if before is not None else None
    if last is None or last.number not in scores:
        return Memory(best, best, 1)
    times = last.times + 1 if best == last.rival else 1
    return Memory(best if times >= PATIENCE else last.number, best, times)


def _ordered(found: Grouping) -> Grouping:
    """The largest group first, then the one further to the right."""
    order = np.lexsort((-found.middles[:, 0], -found.sizes))
    return _in_order(found, order, np.arange(found.number))


def _matched(found: Grouping, before: Grouping, places: Floats) -> Grouping:
    """Name groups as before, by the people they share (Kuhn, "The Hungarian method", 1955).

    Where nobody's group was kept, by who would have been nearest to which middle.
    """
    both = min(len(found.of), len(before.of))
    now, then = found.of[:both], before.of[:both]
    if not both:
        now, then = found.of, np.where(found.of >= 0, nearest_of(places, before.middles), NOBODY)
    known = (now >= 0) & (then >= 0)
    cell = now[known] * before.number + then[known]
    shared = np.bincount(cell, minlength=found.number * before.number)
    rows, columns = linear_sum_assignment(-shared.reshape(found.number, before.number))
    names = np.full(found.number, NOBODY, dtype=np.int64)
    names[rows] = before.names[columns]
    fresh = names == NOBODY
    names[fresh] = int(before.names.max()) + 1 + np.arange(fresh.sum())
    return _in_order(found, np.argsort(names), np.sort(names))


def _in_order(found: Grouping, order: Wholes, names: Wholes) -> Grouping:
    rank = np.empty(found.number, dtype=np.int64)
    rank[order] = np.arange(found.number)
    of = np.where(found.of >= 0, rank[found.of], NOBODY)
    return Grouping(of, found.middles[order], names, found.silhouettes, found.memory)


def agreement(ones: Wholes, others: Wholes) -> float:
    """How far two divisions of the same people agree: 1 wholly, 0 as by chance.

    Who is in none (-1) in either is left out. Source: Hubert, Arabie, "Comparing partitions", 1985.
    """
    known = (ones >= 0) & (others >= 0)
    ones, others = ones[known], others[known]
    if not len(ones):
        return 0.0
    wide = int(others.max()) + 1
    table = np.bincount(ones * wide + others, minlength=(int(ones.max()) + 1) * wide)
    table = table.reshape(-1, wide).astype(np.float64)
    pairs, rows, columns, total = (
        float((counts * (counts - 1) / 2).sum())
        for counts in (table, table.sum(axis=1), table.sum(axis=0), table.sum())
    )
    expected = rows * columns / total if total else 0.0
    most = (rows + columns) / 2
    return (pairs - expected) / (most - expected) if most != expected else 1.0
