"""Names as people type them: without accents, apostrophes or capitals."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a plain one and its mark.
ONE_PIECE = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ł": "l",
        "ŧ": "t",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)


@lru_cache(maxsize=4_096)
def slug_of(name: str) -> str:
    """A name as it stands in an address: Cassano d'Adda is cassano-d-adda."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(ONE_PIECE)
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", "-", letters).strip("-")


def name_matches(slug: str, typed: str) -> bool:
    """Whether a word of the name begins as typed, whatever the accents."""
    wanted = slug_of(typed)
    return bool(wanted) and f"-{wanted}" in f"-{slug}"
