"""What is near a text among what is public: by the words they share, rare ones weighing more."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.contributions import SEARCH_KIND, Contribution, contributions_with
from consult.search import near, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.docket import Subject
    from consult.taxonomy import Theme

NEAREST = 10
"""How many neighbours say which theme a text is on."""
MOST_ALIKE = 3
ALIKE_FROM = 0.5
"""From this share of its words on, another text may say the same."""
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
    """What is public and near the title of a contribution, the nearest first."""
    own = frozenset(stems(subject.title, subject.language))
    ids = near(SEARCH_KIND, subject.title, NEAREST + 1)
    found = {one.id: one for one in contributions_with(ids)}
    beside = [found[number] for number in ids if number in found and number != subject.id]
    return [
        Near(one, len(shared) / len(own), shared)
        for one in beside[:NEAREST]
        if one.process_id == subject.process.id
        for shared in (own.intersection(stems(f"{one.title} {one.source}", one.language)),)
    ]


def alike(neighbours: Sequence[Near], grouped: frozenset[int]) -> list[Near]:
    """What may say the same and is not in its group yet."""
    return [
        one
        for one in neighbours
        if one.nearness >= ALIKE_FROM and one.contribution.id not in grouped
        for one in neighbours
        if one.nearness >= ALIKE_FROM and one.contribution.id not in grouped
    ][:MOST_ALIKE]


def theme_hints(subject: Subject, neighbours: Sequence[Near]) -> list[ThemeHint]:
    """The other themes that the nearest contributions are on, the most voted first."""
    votes: dict[int, list[Near]] = defaultdict(list)
    for one in neighbours:
        if one.contribution.theme_id is not None:
            votes[one.contribution.theme_id].append(one)
    own = votes.pop(subject.theme.id, []) if subject.theme else []
    hints = [
        ThemeHint(
            theme=voters[0].contribution.theme,
            votes=len(voters),
            of=len(neighbours),
            like=[one.contribution for one in voters[:MOST_ALIKE]],
        )
        for voters in votes.values()
        if len(voters) >= FEWEST_VOTES and len(voters) > len(own) and voters[0].contribution.theme
    ]
    return sorted(hints, key=lambda hint: (-hint.votes, hint.theme.id))[:MOST_THEMES]
