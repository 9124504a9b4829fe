"""How often one idea in other words is found again: our own 200 sentences, in two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.rows import Stand
    from consult.analysis.embedding import Embedder

LEAST_RECALL = 0.77


def meaning(_stand: Stand) -> Iterator[Row]:
    """Recall among the five nearest of all 200, and within a language, with and without a model."""
    from consult.analysis.embedding import LetterCounts  # noqa: PLC0415 - numpy, for these alone
    from consult.meaning.encoder import SentenceEncoder  # noqa: PLC0415 - as above

    yield from _recalls(SentenceEncoder(), "the model", LEAST_RECALL)
    yield from _recalls(LetterCounts(), "letters, where there is no model", None)


def _recalls(embedder: Embedder, called: str, least: float | None) -> Iterator[Row]:
    from consult.analysis.nearest import recall_of  # noqa: PLC0415 - as above
    from tests.analysis.wordings import wordings  # noqa: PLC0415 - only for this

    texts, ideas, languages = wordings()
    vectors = embedder.embed(texts)
    fitted = embedder.fitted(vectors, languages).applied(vectors, languages)
    whole = 100 * recall_of(fitted, ideas)
    yield Row(
        f"ideas-bench, found among five: {called}",
        whole,
        "%",
        target="" if least is None else f">= {100 * least:.0f}",
        met=None if least is None else whole >= 100 * least,
    )
    within = 100 * recall_of(fitted, ideas, among=languages)
    yield Row(f"ideas-bench, within a language: {called}", within, "%")
