"""Why a row misses its target, as far as we know: shown beside it only when it does."""

from __future__ import annotations

from fnmatch import fnmatchcase

CAUSES: tuple[tuple[str, str], ...] = ()


def cause_of(name: str) -> str:
    """Return why the row of this name misses, or that we do not know."""
    for pattern, words in CAUSES:
        if fnmatchcase(name, pattern):
            return words
    return "not known yet"
