"""Ideas near to one that is being written: by what they mean, and by the words they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.contributions import SEARCH_KIND, contributions_with
from consult.meaning import near_in_meaning
from consult.search import near

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.contributions import Contribution
    from consult.processes import Process

FEWEST_WORDS = 3
SHOWN = 3
LOOKED_AT = 12
"""More than are shown: some may be of another consultation."""
SAID_ALREADY, RELATED = 0.35, 0.25
"""From these nearnesses on a text mostly says the same (four in five of our own sentences do), or
is at least about the same thing: a title says little yet."""


def similar_to(process: Process, words: str) -> Sequence[Contribution]:
    """Return the public ideas of a process nearest to some words, the nearest first."""
    if len(words.split()) < FEWEST_WORDS:
        return []
    ids = _near(process, words)
    found = {one.id: one for one in contributions_with(ids) if one.process_id == process.id}
    return [found[one] for one in ids if one in found][:SHOWN]


def _near(process: Process, words: str) -> list[int]:
    """Find what means the same, then what shares rare words (names), then what is related."""
    meant = near_in_meaning(process.id, words, LOOKED_AT) or []
    ids = [one.id for one in meant if one.nearness >= SAID_ALREADY]
    if len(ids) < SHOWN:
        ids += near(SEARCH_KIND, words, LOOKED_AT)
        ids += [one.id for one in meant if one.nearness >= RELATED]
    return list(dict.fromkeys(ids))
