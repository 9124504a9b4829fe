"""The words by which some texts differ from all others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log


def telling_words(
    texts: Sequence[Sequence[tuple[str, str]]],
    holders: Mapping[str, int],
    total: int,
    most: int = 5,
) -> list[str]:
    """Return the words by which these texts differ from all `total`, the most telling first.

    Each text is its words, each with its stem; `holders` says in how many of all texts a stem is.
    A stem in one of several texts only tells nothing of them together; the others weigh the texts
    that hold them times log(1 + total / holders) (Spärck Jones, 1972). A stem is shown as the word
    that stands for it most often.
    """
    held = Counter(stem for text in texts for stem in {stem for _word, stem in text})
    shown: dict[str, Counter[str]] = {}
    for text in texts:
        for word, stem in text:
            shown.setdefault(stem, Counter())[word] += 1
    least = min(2, len(texts))
    weights = {
        stem: many * log(1 + total / max(1, holders.get(stem, 1)))
        for stem, many in held.items()
        if many >= least
    }
    best = sorted(weights, key=lambda stem: (-weights[stem], stem))[:most]
    return [min(shown[stem], key=lambda word: (-shown[stem][word], word)) for stem in best]
