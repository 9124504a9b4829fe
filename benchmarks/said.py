"""Invented words in a natural proportion, and texts of them as long as people write."""

from __future__ import annotations

import random
from functools import lru_cache
from itertools import accumulate

from markupsafe import Markup

VOCABULARY = 30_000
SYLLABLES = (
    "ba ca co da di fa ga la le lo ma me mi na no pa pe pi ra re ri ro sa se so ta te ti va vi"
)
SHORTEST, LONGEST = 8, 400
TEXTS = 2_000


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[list[str], list[float]]:
    """Invented words, the first the commonest, and their weights added up (Zipf's law)."""
    hand, parts = random.Random("vocabulary"), SYLLABLES.split()
    words = dict.fromkeys(
        "".join(hand.choices(parts, k=2 + min(3, place // 400))) for place in range(VOCABULARY * 2)
    )
    chosen = list(words)[:VOCABULARY]
    return chosen, list(accumulate(1 / (place + 4) for place in range(len(chosen))))


def said(hand: random.Random, many: int) -> str:
    """Return so many words."""
    words, weights = _vocabulary()
    return " ".join(hand.choices(words, cum_weights=weights, k=many))


def length(hand: random.Random, usual: float) -> int:
    """Return how many words a text has: half have fewer than `usual`, a few have hundreds."""
    return max(SHORTEST, min(LONGEST, int(usual * hand.lognormvariate(0, 0.6))))


def paragraph(words: str) -> Markup:
    """Return words as the one cleaner would keep them."""
    return Markup(f"<p>{words}</p>")  # noqa: S704 - letters and spaces, invented above


@lru_cache(maxsize=1)
def remarks() -> list[str]:
    """Return what comments say: enough of them that no page shows one twice by its side."""
    hand = random.Random("remarks")
    return [said(hand, length(hand, 20)) for _one in range(TEXTS)]


def words_of_all() -> dict[str, list[str]]:
    """The commonest words, and titles as somebody begins one."""
    hand = random.Random("asked")
    return {
        "common": _vocabulary()[0][:20],
        "titles": [said(hand, hand.randint(4, 9)) for _one in range(400)],
    }
