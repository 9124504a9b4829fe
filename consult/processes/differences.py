"""What differs between two texts, word by word, for the second of two editors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\s+|\S+")
# Beyond this many words only the whole texts are shown: comparing grows with their product.
MOST_WORDS = 1_500


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both texts have, only the saved one, or only the typed one."""

    kind: Literal["both", "saved", "typed"]
    words: str


def differences(saved: str, typed: str) -> list[Piece]:
    """Return the two texts as one run of pieces, in reading order."""
    before, after = _WORDS.findall(saved), _WORDS.findall(typed)
    if len(before) + len(after) > MOST_WORDS:
        return [Piece("saved", saved), Piece("typed", typed)]
    pieces = []
    for tag, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("both", "".join(before[i:j])))
            continue
        if i < j:
            pieces.append(Piece("saved", "".join(before[i:j])))
        if k < m:
            pieces.append(Piece("typed", "".join(after[k:m])))
    return pieces
