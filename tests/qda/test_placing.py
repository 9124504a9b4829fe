"""Passages of a text keep their words when it is kept in our way."""

from hypothesis import given, settings
from hypothesis import strategies as some

from consult.qda.placing import placed
from consult.transcripts import sound_text

PIECES = some.sampled_from(
    [
        "e\u0300",
        "è",
        "🚲",
        " ",
        "  \n",
        "\n\n\n",
        "\t",
        "a",
        "\x0b",
        "가",
        "\u1100\u1161",
        "x",
        "\ufeff",
    ]
)


@settings(max_examples=40)
@given(some.lists(PIECES, max_size=12), some.integers(0, 12), some.integers(0, 12))
def test_passages_between_letters_keep_their_words(pieces, start, end):
    words = "".join(["[", *pieces, "]"])
    start, end = (1 + len("".join(pieces[:place])) for place in sorted((start, end)))
    kept = sound_text(words)

    [(first, last)] = placed(words, [(start, end)], kept)

    said = sound_text(f"[{words[start:end]}]")[1:-1]
    assert "".join(kept[first:last].split()) == "".join(said.split())
