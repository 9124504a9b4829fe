"""Lending the kept vectors to a job of another room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from consult.analysis.embedding import Vectors


@dataclass(frozen=True, slots=True)
class Lent:
    """The texts of a process that have a vector, by id, each in its widest directions."""

    ids: NDArray[np.int64]
    short: Vectors
    model: str


def lent_vectors(process_id: int, directions: int) -> Lent | None:
    """Return the kept vectors of a process along so many of their widest directions, if any."""
    from consult.meaning.reading import read_vectors  # noqa: PLC0415 - numpy: only jobs ask

    return read_vectors(process_id, directions)
