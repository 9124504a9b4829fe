"""Ideas near to one that is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.contributions import SEARCH_KIND, contributions_with
from consult.search import near

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.contributions import Contribution
    from consult.processes import Process

FEWEST_WORDS = 3
SHOWN = 3
LOOKED_AT = 12
"""More than are shown: some may be of another consultation."""


def similar_to(process: Process, words: str) -> Sequence[Contribution]:
    """Return the public ideas of a process nearest to some words, the nearest first."""
    if len(words.split()) < FEWEST_WORDS:
        return []
    ids = near(SEARCH_KIND, words, LOOKED_AT)
    found = {one.id: one for one in contributions_with(ids) if one.process_id == process.id}
    return [found[one] for one in ids if one in found][:SHOWN]
