"""Which vectors lie nearest: all are looked at, quickly in few dimensions, the best exactly."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from consult.analysis.embedding import Vectors, unit

Places: TypeAlias = NDArray[np.intp]

SHORT = 128
"""The dimensions of the first look."""
MOST_LEARNT_FROM = 20_000
LOOKED_AT_AGAIN = 20
"""For each that is asked for, so many of the first look are compared in all dimensions."""
FEWEST_AGAIN = 200


@dataclass(frozen=True, slots=True)
class Axes:
    """The directions in which a collection of fitted vectors differs most."""

    directions: Vectors

    def shortened(self, vectors: Vectors) -> Vectors:
        """Return vectors by their place along these directions."""
        return np.ascontiguousarray(vectors @ self.directions)


def axes_of(vectors: Vectors, dimensions: int = SHORT) -> Axes:
    """Find the principal directions about the origin, of at most 20,000 vectors evenly chosen.

    Not centred, so that a product of two shortened vectors stands for that of the whole ones.
    """
    step = max(1, -(-len(vectors) // MOST_LEARNT_FROM))
    learnt = vectors[::step]
    _values, directions = np.linalg.eigh((learnt.T @ learnt).astype(np.float64))
    # Whichever way round a direction comes out, it is turned the same way.
    kept = directions[:, ::-1][:, :dimensions]
    largest = np.abs(kept).argmax(axis=0)
    signs = np.sign(kept[largest, np.arange(kept.shape[1])])
    return Axes(np.ascontiguousarray(kept * signs, dtype=np.float32))


def nearest(
    asked: Vectors,
    axes: Axes,
    short: Vectors,
    whole: Callable[[Places], Vectors],
    limit: int,
    among: NDArray[np.bool_] | None = None,
) -> list[tuple[int, float]]:
    """Return the places of the nearest vectors and how near (a cosine), the nearest first.

    `asked` is one fitted vector, `short` holds all of them shortened by `axes`, and `whole` gives
    those at some places fitted, in all dimensions. `among` says of each whether it may be found.
    """
    rough = short @ axes.shortened(asked[np.newaxis])[0]
    if among is not None:
        rough = np.where(among, rough, -np.inf)
    again = min(len(rough), max(FEWEST_AGAIN, LOOKED_AT_AGAIN * limit))
    if not again or limit < 1:
        return []
    places = np.sort(np.argpartition(-rough, again - 1)[:again])
    places = places[np.isfinite(rough[places])]
    exact = whole(places) @ asked
    order = np.argsort(-exact, kind="stable")[:limit]
    return [(int(places[at]), float(exact[at])) for at in order]


def recall_of(
    fitted: Vectors, same: Sequence[Hashable], *, among: Sequence[Hashable] = (), at: int = 5
) -> float:
    """Return the mean part of each text's true duplicates that are among its `at` nearest.

    `same` says what each text is a wording of; `among`, if given, lets a text be found only among
    those of its own kind (its language). A text without a duplicate is not asked for.
    """
    told, kinds = np.asarray(same), np.asarray(among or [""] * len(same))
    alike = unit(fitted) @ unit(fitted).T
    alike[kinds[:, np.newaxis] != kinds] = -np.inf
    np.fill_diagonal(alike, -np.inf)
    true = (told[:, np.newaxis] == told) & np.isfinite(alike)
    first = np.argsort(-alike, axis=1, kind="stable")[:, :at]
    asked = true.any(axis=1)
    found = np.take_along_axis(true, first, axis=1).sum(axis=1)
    return float((found[asked] / true[asked].sum(axis=1)).mean()) if asked.any() else 0.0
