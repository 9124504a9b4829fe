"""Where texts lie on a map: near where they mean alike; the same texts give the same map.

t-SNE (van der Maaten and Hinton 2008; trees: van der Maaten 2014) places chosen texts, from fifty
principal directions; each of the others lies on one of its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from consult.analysis.embedding import Vectors
from consult.analysis.nearest import Places

Spots: TypeAlias = NDArray[np.float64]
"""A place on the map a row: x and y."""

MOST_CHOSEN = 10_000
DIRECTIONS = 50
NEIGHBOURS = 5
PERPLEXITY = 30
"""About how many neighbours pull at each text."""
FEWEST = 10
"""Fewer texts lie where their two widest directions put them."""
TURNS_FROM_NOTHING, TURNS_FROM_BEFORE = 750, 300
EXAGGERATION = 12
BEGIN_WIDE = 1e-4
DIGITS = 3
AT_ONCE = 500
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each text lies, to a thousandth, and where the chosen ones began."""

    spots: Spots
    began: Spots
    warm: bool
    """Whether they began where they lay before."""


def laid_out(
    short: Vectors,
    chosen: NDArray[np.bool_],
    known: NDArray[np.bool_],
    before: Spots,
    *,
    seed: int = 0,
) -> Layout:
    """Lay texts out anew, beginning where those that are `known` lay before.

    `short` are vectors of about length one along the directions in which they differ most, the
    widest first. `before` has a row for each text; those of texts not known do not matter.
    """
    told = known & chosen
    if not chosen.any():
        return Layout(np.zeros((len(chosen), 2)), np.zeros((0, 2)), warm=False)
    if np.count_nonzero(told) >= max(FEWEST, int(np.count_nonzero(chosen)) // 2):
        return laid_from(short, chosen, placed(short, told, before)[chosen], warm=True, seed=seed)
    wide = short[chosen][:, :2].astype(np.float64)
    began = np.pad(wide, ((0, 0), (0, 2 - wide.shape[1])))
    began *= BEGIN_WIDE / (began[:, :1].std() or 1)
    return laid_from(short, chosen, began, warm=False, seed=seed)


def laid_from(
    short: Vectors, chosen: NDArray[np.bool_], began: Spots, *, warm: bool, seed: int
) -> Layout:
    """Lay the chosen out from where they begin, and the others on their neighbours."""
    spots = np.zeros((len(chosen), 2))
    spots[chosen] = np.round(_turned(short[chosen], began, warm=warm, seed=seed), DIGITS)
    return Layout(placed(short, chosen, spots), began, warm)


def chosen_of(ids: NDArray[np.int64], most: int) -> NDArray[np.bool_]:
    """Choose so many texts by their ids alone, mixed well: who comes or goes changes few others."""
    mixed = ids.astype(np.uint64) * _GOLDEN
    mixed ^= mixed >> np.uint64(29)
    mixed *= _GOLDEN
    chosen = np.zeros(len(ids), np.bool_)
    chosen[np.argsort(mixed, kind="stable")[:most]] = True
    return chosen


def placed(short: Vectors, there: NDArray[np.bool_], spots: Spots) -> Spots:
    """Return where all texts lie: those that are not there on the medoid of their neighbours.

    That is, of its five nearest, the one least far from the other four.
    """
    held, missing = np.flatnonzero(there), np.flatnonzero(~there)
    filled = spots.copy()
    many = min(NEIGHBOURS, len(held))
    for start in range(0, len(missing) if many else 0, AT_ONCE):
        some = missing[start : start + AT_ONCE]
        filled[some] = _medoids(spots[held[_near(short[some], short[held], many)]])
    if not many:
        filled[missing] = 0
    return filled


def _near(asked: Vectors, among: Vectors, many: int) -> Places:
    """Return, for each, the places of its nearest, the nearest first."""
    alike = asked @ among.T
    near = np.argpartition(-alike, many - 1, axis=1)[:, :many]
    order = np.argsort(-np.take_along_axis(alike, near, axis=1), axis=1, kind="stable")
    return np.take_along_axis(near, order, axis=1)


def _medoids(spots: NDArray[np.float64]) -> Spots:
    """Return of each group of spots the one least far from all; of several the first."""
    apart = np.linalg.norm(spots[:, :, np.newaxis] - spots[:, np.newaxis], axis=3).sum(axis=2)
    return np.asarray(spots[np.arange(len(spots)), apart.argmin(axis=1)])


def _turned(short: Vectors, began: Spots, *, warm: bool, seed: int) -> Spots:
    """Move the chosen until those that mean alike lie near each other."""
    if len(short) < FEWEST:
        return began / BEGIN_WIDE
    # 60 MB and a second that only whoever lays out needs.
    from sklearn.manifold import TSNE  # noqa: PLC0415 - as said above
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - as said above

    with threadpool_limits(1):  # several threads would add up in another order each time
        found = TSNE(
            perplexity=min(PERPLEXITY, (len(short) - 1) / 3),
            early_exaggeration=1 if warm else EXAGGERATION,
            max_iter=TURNS_FROM_BEFORE if warm else TURNS_FROM_NOTHING,
            init=began.astype(np.float32),
            random_state=seed,
            n_jobs=1,
        ).fit_transform(short)
    return np.asarray(found, dtype=np.float64)
