"""Reads of coding: the codebook, and passages with their marks."""

from consult.coding.queries.codebook import (
    CodeRow,
    codebook_of,
    codes_of,
    find_code,
    recent_code,
)
from consult.coding.queries.passages import (
    Coder,
    co_occurring,
    coders_of,
    count_by_place,
    find_mark,
    get_passage,
    has_steps,
    marks_in,
    overlapping,
    passages_marked,
    passages_of,
    passages_with,
    themes_of_passages,
    unsure_in,
)

__all__ = [
    "CodeRow",
    "Coder",
    "co_occurring",
    "codebook_of",
    "coders_of",
    "codes_of",
    "count_by_place",
    "find_code",
    "find_mark",
    "get_passage",
    "has_steps",
    "marks_in",
    "overlapping",
    "passages_marked",
    "passages_of",
    "passages_with",
    "recent_code",
    "themes_of_passages",
    "unsure_in",
]
