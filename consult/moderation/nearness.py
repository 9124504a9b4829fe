"""What is near a text among what is public: in meaning, and by the rare words they share."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.contributions import SEARCH_KIND, Contribution, contributions_with
from consult.docket import refused_themes
from consult.meaning import meant_by, near_in_meaning
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
RELATED_FROM, SAME_FROM = 0.3, 0.45
"""Nearness in meaning: of our own sentences, from 0.3 on most are related, and from 0.45 on 97 in
100 say the same."""
MOST_THEMES = 3
FEWEST_VOTES = 2
_PARTS = re.compile(r"\w+|\W+")


@dataclass(frozen=True, slots=True)
class Near:
    """A public contribution near a text: by which part of its words, and which they are."""

    contribution: Contribution
    nearness: float
    shared: frozenset[str]
    meaning: float = 0.0
    """How near in meaning, from 0 (or not known) to 1."""

    @property
    def may_be_alike(self) -> bool:
        """Whether it may say the same."""
        return self.nearness >= ALIKE_FROM or self.meaning >= SAME_FROM

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
    """What is public and near a contribution in meaning or by words, the nearest first."""
    own = frozenset(stems(subject.title, subject.language))
    meant = _meant_by(subject)
    ids = [*meant, *near(SEARCH_KIND, subject.title, NEAREST + 1)]
    found = {one.id: one for one in contributions_with(ids)}
    beside = [found[number] for number in dict.fromkeys(ids) if number in found]
    return [
        Near(one, len(shared) / len(own) if own else 0.0, shared, meant.get(one.id, 0.0))
        for one in beside
        if one.process_id == subject.process.id and one.id != subject.id
        for shared in (own.intersection(stems(f"{one.title} {one.source}", one.language)),)
    ][:NEAREST]


def _meant_by(subject: Subject) -> dict[int, float]:
    """How near in meaning the nearest public texts are, by id, where that can be said."""
    words = meant_by(subject.title, subject.body.striptags())
    told = near_in_meaning(subject.process.id, words, NEAREST + 1) or []
    return {one.id: one.nearness for one in told if one.nearness >= RELATED_FROM}


def alike(neighbours: Sequence[Near], grouped: frozenset[int]) -> list[Near]:
    """What may say the same and is not in its group yet, the likeliest first."""
    likely = [one for one in neighbours if one.may_be_alike and one.contribution.id not in grouped]
    return sorted(likely, key=lambda one: -max(one.nearness, one.meaning))[:MOST_ALIKE]


def theme_hints(subject: Subject, neighbours: Sequence[Near]) -> list[ThemeHint]:
    """The other themes that the nearest are on and nobody refused, the most voted first."""
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
    refused = refused_themes(subject) if hints else frozenset()
    left = [hint for hint in hints if hint.theme.id not in refused]
    return sorted(left, key=lambda hint: (-hint.votes, hint.theme.id))[:MOST_THEMES]
