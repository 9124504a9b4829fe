"""Where the middles of groups lie on a plane, and how well groups stand apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from consult.analysis.opinion.arrays import Floats, Wholes

COARSE, FINE = (600, 40), (6_000, 200)
"""Over so many people those in the same square of a grid, so many squares wide, are as one."""
TRIES, AGAIN, POLISHED = 8, 2, 3
MOST_TURNS = 40


@dataclass(frozen=True, slots=True)
class Spots:
    """Where people stand (rows of two numbers), and how many on each spot."""

    at: Floats
    people: Floats


def spots_of(places: Floats, many: int, squares: int) -> Spots:
    """Return where people stand; over `many`, squares of a grid at the middle of who is in them."""
    if len(places) <= many:
        return Spots(places, np.ones(len(places)))
    low = places.min(axis=0)
    step = np.maximum(places.max(axis=0) - low, np.finfo(float).tiny) / squares
    square = np.minimum(((places - low) / step).astype(np.int64), squares - 1)
    named = square[:, 0] * squares + square[:, 1]
    held = np.bincount(named, minlength=squares * squares)
    used = np.flatnonzero(held)
    people = held[used].astype(np.float64)
    sums = [np.bincount(named, places[:, axis], squares * squares)[used] for axis in (0, 1)]
    return Spots(np.column_stack(sums) / people[:, None], people)


def distances(ones: Floats, others: Floats) -> Floats:
    """How far each of some places is (rows) from each of others (columns)."""
    across = ones[:, None, 0] - others[None, :, 0]
    upward = ones[:, None, 1] - others[None, :, 1]
    return np.sqrt(across * across + upward * upward)


def nearest_of(places: Floats, middles: Floats) -> Wholes:
    """The nearest middle of each place."""
    # |p - m|² = |p|² - 2 (p·m - |m|² / 2): the first part is the same for all middles.
    nearer = places @ middles.T - 0.5 * (middles**2).sum(axis=1)
    return np.asarray(nearer.argmax(axis=1))


def middles_of(
    spots: tuple[Spots, Spots],
    number: int,
    least: int,
    draw: np.random.Generator,
    tries: int = TRIES,
) -> Iterator[Floats]:
    """The middles of so many groups, the best found, and of fewer where some were too small.

    Many beginnings are tried on coarse spots, and the best three of them on fine ones.
    """
    coarse, fine = spots
    tried = [settled(coarse, _scattered(coarse, number, draw), least) for _try in range(tries)]
    rough = {_spread(coarse, one): one for one in tried}
    best: dict[int, tuple[float, Floats]] = {}
    for spread in sorted(rough)[:POLISHED]:
        middles = settled(fine, rough[spread], least)
        now = _spread(fine, middles)
        if len(middles) > 1 and now < best.get(len(middles), (np.inf, middles))[0]:
            best[len(middles)] = (now, middles)
    for _its_spread, middles in best.values():
        yield middles


def settled(spots: Spots, middles: Floats, least: int) -> Floats:
    """Move middles to the mean of who is nearest, until nobody changes sides.

    A group of fewer than `least` people is given up, and they go to the next one. Source: Lloyd,
    "Least squares quantization in PCM", 1982.
    """
    pulls = (spots.people[:, None] * spots.at).T.copy()
    while True:
        before = np.empty(0, dtype=np.int64)
        for _turn in range(MOST_TURNS):
            nearest = nearest_of(spots.at, middles)
            if np.array_equal(nearest, before):
                break
            before = nearest
            held = np.bincount(nearest, spots.people, len(middles))
            lasting = held > 0
            sums = [np.bincount(nearest, pull, len(middles)) for pull in pulls]
            middles = np.array(sums).T[lasting] / held[lasting, None]
        held = np.bincount(nearest_of(spots.at, middles), spots.people, len(middles))
        if len(middles) == 1 or held.min() >= least:
            return middles
        middles = np.delete(middles, held.argmin(), axis=0)


def _spread(spots: Spots, middles: Floats) -> float:
    return float((spots.people * distances(spots.at, middles).min(axis=1) ** 2).sum())


def _scattered(spots: Spots, number: int, draw: np.random.Generator) -> Floats:
    """Begin far apart (Arthur, Vassilvitskii, "k-means++", 2007)."""
    chance = spots.people / spots.people.sum()
    chosen = [int(draw.choice(len(spots.at), p=chance))]
    while len(chosen) < number:
        far = spots.people * distances(spots.at, spots.at[chosen]).min(axis=1) ** 2
        if not far.any():
            break
        chosen.append(int(draw.choice(len(spots.at), p=far / far.sum())))
    return spots.at[chosen]


def silhouette(gaps: Floats, people: Floats, of: Wholes, number: int) -> float:
    """How much nearer people stand to their own group than to the next one, from -1 to 1.

    `gaps` are the distances between spots, `people` how many are on each, `of` their groups.
    Source: Rousseeuw, "Silhouettes", 1987.
    """
    held = np.bincount(of, people, number)
    if len(held) <= 1 or not held.all():
        return 0.0
    member = np.zeros((len(of), number))
    rows = np.arange(len(of))
    member[rows, of] = people
    sums = gaps @ member
    own = sums[rows, of] / np.maximum(held[of] - 1.0, 1.0)
    sums /= held
    sums[rows, of] = np.inf
    other = sums.min(axis=1)
    larger = np.maximum(own, other)
    each = np.divide(other - own, larger, out=np.zeros(len(of)), where=larger > 0)
    each[held[of] <= 1] = 0.0
    return float((each * people).sum() / people.sum())
