"""Marks: versions as the outside sees them, equal or not, and nothing to be counted from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeAlias

from consult.kernel.config import current_config

if TYPE_CHECKING:
    from consult.live.queries import Versions

Marks: TypeAlias = dict[str, str]

BYTES = 6
LONGEST = 2_000


def marks_of(topic: str, versions: Versions) -> Marks:
    """Return for each part a word that changes when its version does.

    A number would tell how many cards were written or votes cast before they are shown.
    """
    key = hashlib.sha256(current_config().secret_key.encode()).digest()
    return {
        part: hashlib.blake2b(
            f"{topic}/{part}/{version}".encode(), digest_size=BYTES, key=key
        ).hexdigest()
        for part, version in versions.items()
    }


def written(marks: Marks) -> str:
    """Write marks in one word, as an ETag and the id of an event hold them."""
    return ".".join(f"{part}-{mark}" for part, mark in sorted(marks.items())) or "none"


def read(word: str) -> Marks:
    """Read what `written` wrote; what is not of that shape is left out."""
    pairs = (piece.rpartition("-") for piece in word[:LONGEST].split("."))
    return {part: mark for part, _dash, mark in pairs if part}
