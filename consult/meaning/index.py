"""Looking among all vectors for the nearest to some words; new ones take their place at once."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from consult.analysis.clusters import groups_by_middle
from consult.analysis.embedding import unit
from consult.analysis.languages import told_apart
from consult.analysis.nearest import MOST_LEARNT_FROM, Sketches, axes_of, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from consult.analysis.embedding import Embedder, Fit, Vectors
    from consult.analysis.nearest import Axes, Places
    from consult.meaning.shelf import Shelf
    from consult.meaning.texts import Text

LEARNT_ANEW_AT = 1.2
"""When there are so many times the vectors that it was learnt from, it is learnt anew."""
FEWEST_MORE = 20
AT_ONCE = 4_096
MOST_GROUPED = 10_000


@dataclass(frozen=True, slots=True)
class _Learnt:
    """What was learnt from so many vectors, and all of them in short by it, row by row."""

    fit: Fit
    axes: Axes
    short: Sketches
    of: int


class Index:
    """Answers what is near; one thread may write while others ask."""

    def __init__(self, shelf: Shelf, embedder: Embedder) -> None:
        self.shelf, self.embedder = shelf, embedder
        self._writing = threading.Lock()
        self._learnt = self._learn()

    def put(self, texts: Sequence[Text]) -> None:
        """Give these texts a vector, or a new one."""
        vectors = self.embedder.embed([text.words for text in texts])
        with self._writing:
            places = np.array(self.shelf.put(texts, vectors), np.intp)
            learnt = self._learnt
            if self._outgrown(learnt.of) or len(learnt.short) != len(self.shelf.rows):
                self._learnt = self._learn()
            elif len(places):
                learnt.short.put(places, self._fitted(learnt.fit, places))

    def _outgrown(self, learnt_of: int) -> bool:
        least = max(LEARNT_ANEW_AT * learnt_of, learnt_of + FEWEST_MORE)
        return not learnt_of or len(self.shelf) > least

    def drop(self, text_ids: Iterable[int]) -> int:
        """Forget these texts, and return how many had a vector."""
        with self._writing:
            places = self.shelf.drop(text_ids)
            self._learnt.short.blank(places)
        return len(places)

    def near(self, words: str, process_id: int, limit: int) -> list[tuple[int, float]]:
        """Return the ids of a process's texts nearest to some words, with how near, best first."""
        learnt, rows = self._learnt, self.shelf.rows
        tongue = told_apart(words, sorted(learnt.fit.means)) if learnt.fit.means else ""
        asked = learnt.fit.applied(self.embedder.embed([words]), [tongue])[0]
        if not asked.any():
            return []
        found = nearest(
            asked,
            learnt.short,
            lambda places: self._fitted(learnt.fit, places),
            limit,
            among=_own(rows, process_id, len(learnt.short)),
        )
        return [(int(rows["id"][place]), near) for place, near in found if rows["id"][place]]

    def groups(self, process_id: int) -> list[list[int]]:
        """Return the ids of a process's texts that mean about the same, group by group.

        Of very many the newest 10,000 are looked at.
        """
        learnt, rows = self._learnt, self.shelf.rows
        own = np.flatnonzero(_own(rows, process_id, min(len(learnt.short), len(rows))))
        ids = rows["id"][own]
        newest = np.sort(np.argsort(ids, kind="stable")[-MOST_GROUPED:])
        found = groups_by_middle(unit(learnt.axes.shortened(self._fitted(learnt.fit, own[newest]))))
        return [[int(ids[newest[place]]) for place in group] for group in found]

    def _fitted(self, fit: Fit, places: Places) -> Vectors:
        kept = np.asarray(self.shelf.vectors[places], dtype=np.float32)
        return fit.applied(kept, self.shelf.languages(places))

    def _learn(self) -> _Learnt:
        """Learn from at most 20,000 vectors, evenly chosen, and shorten all of them."""
        used = np.flatnonzero(self.shelf.rows["id"])
        some = used[:: max(1, -(-len(used) // MOST_LEARNT_FROM))]
        kept = np.asarray(self.shelf.vectors[some], dtype=np.float32)
        tongues = self.shelf.languages(some)
        fit = self.embedder.fitted(kept, tongues)
        axes = axes_of(fit.applied(kept, tongues))
        short = Sketches(axes, len(self.shelf.rows))
        for start in range(0, len(used), AT_ONCE):
            places = used[start : start + AT_ONCE]
            short.put(places, self._fitted(fit, places))
        return _Learnt(fit, axes, short, len(used))


def _own(rows: NDArray[Any], process_id: int, many: int) -> NDArray[np.bool_]:
    """Say of so many rows which are texts of this process; of rows that are not there yet, no."""
    own = np.zeros(many, np.bool_)
    there = rows[:many]
    own[: len(there)] = (there["process"] == process_id) & (there["id"] > 0)
    return own
