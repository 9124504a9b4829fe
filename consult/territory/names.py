"""Names as people type them: without accents, apostrophes or capitals."""

from __future__ import annotations

import re
import unicodedata


def slug_of(name: str) -> str:
    """A name as it stands in an address: Cassano d'Adda is cassano-d-adda."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return re.sub(r"[\W_]+", "-", letters).strip("-")


def name_matches(slug: str, typed: str) -> bool:
    """Whether a word of the name begins as typed, whatever the accents."""
    wanted = slug_of(typed)
    return bool(wanted) and f"-{wanted}" in f"-{slug}"
