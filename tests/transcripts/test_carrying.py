"""Marked spans carried over from one version of a text to the next."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.transcripts.carrying import carried, same_blocks

WORDS = st.lists(
    st.sampled_from([*"abcè .:\n\r\t[]01", "e\u0301", "\U0001f600", "\u200f", "\u2028"]),
    max_size=80,
).map("".join)
TEXTS = WORDS.filter(lambda text: any(sign.isalnum() for sign in text))


@settings(max_examples=40)
@given(TEXTS, TEXTS, st.data())
def test_a_carried_span_is_always_a_span_of_the_new_text(before, after, data):
    start = data.draw(st.integers(0, len(before) - 1))
    end = data.draw(st.integers(start + 1, len(before)))

    [now] = carried(before, after, [(start, end)])

    assert 0 <= now.start < now.end <= len(after)
    assert all(
        before[at : at + n] == after[to : to + n] for at, to, n in same_blocks(before, after)
    )


@settings(max_examples=40)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_words_that_stand_are_carried_exactly(before, span, after, added):
    """Whatever is written before and after it, on lines of their own."""
    old = f"{before}\n\n{span}\n\n{after}"
    start = len(before) + 2
    new = f"{before}\n\n{added}{span}\n\n{after}"

    [now] = carried(old, old, [(start, start + len(span))])
    [later] = carried(old, new, [(len(before) + 2, len(old))])

    assert (now.start, now.end, now.sure) == (start, start + len(span), True)
    assert later.end == len(new)


def test_a_mended_word_stays_in_its_span_and_gone_words_are_unsure():
    before = "D: Quanto?\n\nR: Qui si paga il confine, non i chilometri. Lo dicono le famiglie."
    after = "D: Quanto costa?\n\nR: Qui si pagano i confini, non i chilometri. Ecco."
    spans = [
        (before.index("Qui"), before.index(" Lo")),
        (before.index("Lo dicono"), len(before)),
    ]

    mended, gone = carried(before, after, spans)

    assert mended.sure
    assert after[mended.start : mended.end] == "Qui si pagano i confini, non i chilometri."
    assert not gone.sure


def test_three_hours_are_carried_over_quickly():
    lines = [
        f"[00:{at % 60:02}:00] R: brano {at} di una lunga conversazione." for at in range(4000)
    ]
    before = "\n\n".join(lines)
    lines[7], lines[3990] = "D: altro", lines[3990].replace("lunga", "breve")
    spans = [(at, at + 60) for at in range(0, len(before) - 100, 150)]
    begun = time.process_time()

    now = carried(before, "\n\n".join(lines), spans)

    assert sum(not one.sure for one in now) <= 2
    assert time.process_time() - begun < 3
