"""What is near a text among what is public: by the words they share, rare ones weighing more."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.contributions import SEARCH_KIND, Contribution, contributions_with
from consult.kernel.db import db
from consult.search import matching, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.moderation.subjects import Subject
    from consult.taxonomy import Theme

MOST_WORDS = 6
MOST_HITS = 200
FEWEST_SHARED = 2
NEAREST = 10
"""How many neighbours say which theme a text is on."""
MOST_ALIKE = 3
ALIKE_FROM = 0.5
"""From this share of its words' weight on, another text may say the same."""
MOST_THEMES = 3
FEWEST_VOTES = 2
_PARTS = re.compile(r"\w+|\W+")


@dataclass(frozen=True, slots=True)
class Near:
    """A public contribution near a text: how near, from 0 to 1, and by which of its words."""

    contribution: Contribution
    nearness: float
    shared: frozenset[str]

    def marked_title(self) -> list[tuple[str, bool]]:
        """The title in parts, each with whether it is one of the shared words."""
        language = self.contribution.language
        return [
            (part, bool(self.shared.intersection(stems(part, language))))
            for part in _PARTS.findall(self.contribution.title)
        ]


@dataclass(frozen=True, slots=True)
class ThemeHint:
    """A theme that the nearest contributions suggest, how many of them, and the nearest three."""

    theme: Theme
    votes: int
    of: int
    like: Sequence[Contribution]


def nearest(subject: Subject) -> list[Near]:
    """What is public and near a contribution, the nearest first; a handful of questions at most."""
    words = sorted(dict.fromkeys(stems(subject.title, subject.language)), key=len, reverse=True)
    weights: dict[str, float] = {}
    shared: dict[int, set[str]] = defaultdict(set)
    for word in words[:MOST_WORDS]:
        hits = [row.thing_id for row in db.session.execute(matching(SEARCH_KIND, word, MOST_HITS))]
        weights[word] = math.log(2 + MOST_HITS / (1 + len(hits)))
        for number in hits:
            if number != subject.id:
                shared[number].add(word)
    whole = sum(weights.values())
    scores = {
        number: sum(weights[word] for word in held) / whole
        for number, held in shared.items()
        if len(held) >= FEWEST_SHARED
    }
    best = sorted(scores, key=lambda number: (-scores[number], number))[:NEAREST]
    found = {one.id: one for one in contributions_with(best)}
    return [
        Near(found[number], scores[number], frozenset(shared[number]))
        for number in best
        if number in found and found[number].process_id == subject.process.id
    ]


def alike(near: Sequence[Near], grouped: frozenset[int]) -> list[Near]:
    """What may say the same and is not in its group yet."""
    return [
        one for one in near if one.nearness >= ALIKE_FROM and one.contribution.id not in grouped
    ][:MOST_ALIKE]


def theme_hints(subject: Subject, near: Sequence[Near]) -> list[ThemeHint]:
    """The other themes that the nearest contributions are on, the most voted first."""
    votes: dict[int, list[Near]] = defaultdict(list)
    for one in near:
        if one.contribution.theme_id is not None:
            votes[one.contribution.theme_id].append(one)
    own = votes.pop(subject.theme.id, []) if subject.theme else []
    hints = [
        ThemeHint(
            theme=voters[0].contribution.theme,
            votes=len(voters),
            of=len(near),
            like=[one.contribution for one in voters[:MOST_ALIKE]],
        )
        for voters in votes.values()
        if len(voters) >= FEWEST_VOTES and len(voters) > len(own) and voters[0].contribution.theme
    ]
    return sorted(hints, key=lambda hint: (-hint.votes, hint.theme.id))[:MOST_THEMES]
