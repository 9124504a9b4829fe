"""Which vectors lie nearest: all are looked at, quickly in few dimensions, the best exactly."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from consult.analysis.embedding import Vectors, unit

Places: TypeAlias = NDArray[np.intp]

FIRST, SHORT = 32, 128
"""The dimensions of the first look, at all, and of the second, at what the first finds likely."""
MOST_LEARNT_FROM = 20_000
LIKELY = 4_000
"""So many of the first look are looked at again: a product of 32 numbers is soon mistaken."""
LOOKED_AT_AGAIN = 20
"""For each that is asked for, so many of the second look are compared in all dimensions."""
FEWEST_AGAIN = 200
SAMPLE = 16
STEPS = 127
"""Vectors are of length one: a byte tells a number from -1 to 1 to half a hundredth."""


@dataclass(frozen=True, slots=True)
class Axes:
    """The directions in which a collection of fitted vectors differs most, the widest first."""

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


class Sketches:
    """All vectors of a collection in short: exact numbers along the widest axes, bytes along all.

    The first look reads 128 bytes a vector instead of 512, for memory is what a search waits for.
    """

    def __init__(self, axes: Axes, count: int) -> None:
        """Make room for so many, all of them blank: in a direction of nothing."""
        wide = axes.directions.shape[1]
        self._axes = axes
        self._first = np.zeros((count, min(FIRST, wide)), np.float32)
        self._bytes = np.zeros((count, wide), np.int8)

    def __len__(self) -> int:
        """How many there is room for."""
        return len(self._first)

    def put(self, places: Places, fitted: Vectors) -> None:
        """Take these vectors in at these places."""
        short = self._axes.shortened(fitted)
        self._first[places] = short[:, :FIRST]
        self._bytes[places] = np.rint(short * STEPS)

    def blank(self, places: Sequence[int]) -> None:
        """Forget what is at these places."""
        self._first[places] = 0
        self._bytes[places] = 0

    def likely(self, asked: Vectors, many: int, among: NDArray[np.bool_] | None = None) -> Places:
        """Return the places of about so many that are likely the nearest, in order of place."""
        short = self._axes.shortened(asked[np.newaxis])[0]
        rough = self._first @ short[:FIRST]
        if among is not None:
            rough[~among] = -np.inf
        places = _highest(rough, max(LIKELY, many))
        finer = self._bytes[places].astype(np.float32) @ short
        return places[_highest(finer, many)]


def _highest(values: Vectors, many: int) -> Places:
    """Return the places of at least so many of the highest, where there are, and few more.

    What is minus infinity is never among them.
    """
    if len(values) > SAMPLE * many:
        # Of very many, each sixteenth says well enough how high the highest are.
        line = _line(values[::SAMPLE], 1 + many // (SAMPLE - 3))
        found = np.flatnonzero((values >= line) & (values > -np.inf))
        if len(found) >= many:
            return found
    line = _line(values, many)
    return np.flatnonzero((values >= line) & (values > -np.inf))


def _line(values: Vectors, many: int) -> float:
    """Return the lowest of so many highest; of fewer there is no lowest."""
    return float(np.partition(values, -many)[-many]) if 0 < many <= len(values) else -np.inf


def nearest(
    asked: Vectors,
    sketches: Sketches,
    whole: Callable[[Places], Vectors],
    limit: int,
    among: NDArray[np.bool_] | None = None,
) -> list[tuple[int, float]]:
    """Return the places of the nearest vectors and how near (a cosine), the nearest first.

    `asked` is one fitted vector, `sketches` holds all of them in short, and `whole` gives those at
    some places fitted, in all dimensions. `among` says of each whether it may be found.
    """
    if limit < 1:
        return []
    places = sketches.likely(asked, max(FEWEST_AGAIN, LOOKED_AT_AGAIN * limit), among)
    if not len(places):
        return []
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
