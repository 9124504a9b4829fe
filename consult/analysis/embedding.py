"""From a text to the vector that stands for its meaning, and what makes vectors comparable."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]

FEWEST_IN_A_LANGUAGE = 20
"""Of fewer texts the mean says more of what they are about than of their language."""
LONGEST_READ = 2_000
"""So many letters of a text say what it is about; a reader of them all would take seconds."""
_WORD = re.compile(r"[^\W_]+")
_PARTS = (3, 4, 5)


class Embedder(Protocol):
    """Turns texts into vectors; `model` names it, for vectors of two models compare to nothing."""

    @property
    def model(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row of `dimensions` numbers for each text."""
        ...

    def fitted(self, vectors: Vectors, languages: Sequence[str]) -> Fit:
        """Learn from a whole collection what makes its vectors comparable."""
        ...


@dataclass(frozen=True, slots=True)
class Fit:
    """What a collection's vectors lose and how they are weighed before they are compared."""

    means: dict[str, Vectors]
    mean: Vectors
    weights: Vectors

    def applied(self, vectors: Vectors, languages: Sequence[str]) -> Vectors:
        """Return the vectors less the mean of their language, weighed, each of length one."""
        tongues = np.asarray(languages)
        fitted = np.array(vectors, dtype=np.float32)
        for language in set(languages):
            fitted[tongues == language] -= self.means.get(language, self.mean)
        fitted *= self.weights
        return unit(fitted)


def unit(vectors: Vectors) -> Vectors:
    """Return vectors of length one in the same directions; a vector of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def fitted_by_language(vectors: Vectors, languages: Sequence[str]) -> Fit:
    """Learn the mean of each language that has enough texts, and of all."""
    wide = vectors.shape[1]
    whole = np.zeros(wide, np.float32)
    if len(vectors) >= FEWEST_IN_A_LANGUAGE:
        whole = vectors.mean(axis=0)
    tongues = np.asarray(languages)
    means = {
        language: vectors[tongues == language].mean(axis=0)
        for language, many in Counter(languages).items()
        if many >= FEWEST_IN_A_LANGUAGE
    }
    return Fit(means, whole, np.ones(wide, np.float32))


class LetterCounts:
    """The fallback without a model: parts of words, counted and weighed by rarity (TF-IDF).

    Parts of three to five letters fall into `dimensions` columns by their checksum, with a sign
    (Weinberger et al., Feature Hashing for Large Scale Multitask Learning, 2009). It sees words
    alike, never meanings: nothing of one language is near anything of another.
    """

    model = "letters-tfidf-1"
    dimensions = 512

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return how often each column's parts occur in each text, damped by a logarithm."""
        counts = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            for part, many in Counter(_parts_of(text[:LONGEST_READ])).items():
                drawn = crc32(part.encode())
                counts[row, drawn % self.dimensions] += many if drawn >> 31 else -many
        return np.asarray(np.sign(counts) * np.log1p(np.abs(counts)), dtype=np.float32)

    def fitted(self, vectors: Vectors, languages: Sequence[str]) -> Fit:
        """Learn in how many texts each column is used (Spärck Jones, 1972)."""
        del languages  # letters are counted alike in all
        used = np.count_nonzero(vectors, axis=0)
        weights = np.log1p(max(len(vectors), 1) / np.maximum(used, 1)).astype(np.float32)
        return Fit({}, np.zeros(self.dimensions, np.float32), weights)


def _parts_of(text: str) -> list[str]:
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
    words = [f" {word} " for word in _WORD.findall(plain)]
    return [
        word[start : start + long]
        for word in words
        for long in _PARTS
        for start in range(len(word) - long + 1)
    ]
