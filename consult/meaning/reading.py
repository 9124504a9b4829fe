"""Reading the file of vectors beside the process that keeps it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from consult.analysis.embedding import LetterCounts, fitted_by_language
from consult.analysis.nearest import MOST_LEARNT_FROM, axes_of
from consult.kernel.config import current_config
from consult.meaning.lending import Lent
from consult.meaning.shelf import ROW, checksum_of, languages_of

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from consult.analysis.embedding import Vectors

AT_ONCE = 4_096


def read_vectors(process_id: int, directions: int) -> Lent | None:
    """Read what is sound of a process's vectors; none where no file of vectors can be read."""
    folder = current_config().data_dir / "vectors"
    try:
        head = json.loads((folder / "head.json").read_text())
        model, wide = str(head["model"]), int(head["dimensions"])
        rows = np.fromfile(folder / "rows", ROW)
        vectors = np.memmap(folder / "vectors", np.float16, "r").reshape(-1, wide)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    own = np.flatnonzero((rows["process"] == process_id) & (rows["id"] > 0))
    own = own[own < len(vectors)]
    # Whoever keeps the file may be writing: what does not agree with its checksum is left out.
    sound = [rows["checksum"][at] == checksum_of(rows[at], vectors[at]) for at in own.tolist()]
    places = own[np.array(sound, np.bool_)]
    places = places[np.argsort(rows["id"][places], kind="stable")]
    return Lent(rows["id"][places], _shortened(model, rows, vectors, places, directions), model)


def _shortened(
    model: str,
    rows: NDArray[Any],
    vectors: NDArray[np.float16],
    places: NDArray[np.intp],
    directions: int,
) -> Vectors:
    """Fit vectors to each other as whoever is asked does, and keep their widest directions."""
    fitted = LetterCounts().fitted if model == LetterCounts.model else fitted_by_language
    some = places[:: max(1, -(-len(places) // MOST_LEARNT_FROM))]
    kept, tongues = vectors[some].astype(np.float32), languages_of(rows, some)
    fit = fitted(kept, tongues)
    axes = axes_of(fit.applied(kept, tongues), directions)
    short = np.zeros((len(places), axes.directions.shape[1]), np.float32)
    for start in range(0, len(places), AT_ONCE):
        part = places[start : start + AT_ONCE]
        whole = fit.applied(vectors[part].astype(np.float32), languages_of(rows, part))
        short[start : start + AT_ONCE] = axes.shortened(whole)
    return short
