"""Passages of a text keep their words when it is cleaned."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as some

from consult.qda.placing import placed

PIECES = some.sampled_from(
    ["e\u0300", "è", "🚲", " ", "\n", "a", "\x00", "가", "\u1100\u1161", "x"]
)


def clean(words):
    return unicodedata.normalize("NFC", words.replace("\x00", ""))


@settings(max_examples=60, deadline=None)
@given(some.lists(PIECES, max_size=12), some.integers(0, 12), some.integers(0, 12))
def test_passages_between_letters_keep_their_words(pieces, start, end):
    words = "".join(pieces)
    start, end = (len("".join(pieces[:place])) for place in sorted((start, end)))
    kept = clean(words).strip()

    places = placed(words, (start, end), clean, kept)

    assert kept[places[start] : places[end]].strip() == clean(words[start:end]).strip()
