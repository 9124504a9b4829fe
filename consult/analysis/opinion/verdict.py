"""Are the groups real: do they stand further apart than chance, and come back from fewer people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from consult.analysis.opinion.arrays import Flags, Floats, Wholes
from consult.analysis.opinion.grouping import Grouping, agreement, grouped
from consult.analysis.opinion.space import NEARLY, opinion_space
from consult.analysis.opinion.stances import Stances

REFITS = 20
PART = 0.8
SAMPLE = 5_000
APART = 3.0
"""The groups' silhouette lies so many standard deviations over that of shuffled answers."""
STEADY = 0.75
"""The least middle agreement (ARI) with groups found among four fifths of the people.

Source of the measure of steadiness: Hennig, "Cluster-wise assessment of cluster stability", 2007.
"""
LEAST_SPREAD = 1e-9


@dataclass(frozen=True, slots=True)
class Verdict:
    """How sure the groups are, and on what that stands.

    `silhouette` of the groups among the people looked at, `shuffled` those of answers shuffled
    within each statement, `again` the agreement of groups found among four fifths of the people.
    """

    clear: bool
    people: int
    silhouette: float
    shuffled: tuple[float, ...]
    again: tuple[float, ...]

    @property
    def apart(self) -> float:
        """How many standard deviations the groups stand over chance."""
        spread = max(float(np.std(self.shuffled)), LEAST_SPREAD)
        return (self.silhouette - float(np.mean(self.shuffled))) / spread

    @property
    def steady(self) -> float:
        """The middle agreement with groups found among fewer people."""
        return float(np.median(self.again))


def judged(
    stances: Stances, out: Flags, inside: Flags, *, components: Floats, seed: int
) -> Verdict | None:
    """Find groups again among shuffled answers and among fewer people; none where there are none.

    Looks at 5,000 people at most, drawn by `seed`. Each statement keeps who answered it and how
    many agreed: only who said what is shuffled.
    """
    draw = np.random.default_rng(seed)
    who = np.flatnonzero(inside)
    if len(who) > SAMPLE:
        who = np.sort(draw.choice(who, SAMPLE, replace=False))
    some = stances.of(who)
    groups = _groups_in(some, out, components, seed)
    if not groups.number:
        return None
    shuffled = tuple(
        _groups_in(_shuffled(some, draw), out, None, seed).silhouette for _refit in range(REFITS)
    )
    again = tuple(_found_again(some, out, groups, draw, components) for _refit in range(REFITS))
    found = Verdict(
        clear=False,
        people=len(who),
        silhouette=groups.silhouette,
        shuffled=shuffled,
        again=again,
    )
    clear = found.apart >= APART and found.steady >= STEADY
    return Verdict(clear, found.people, found.silhouette, shuffled, again)


def _groups_in(stances: Stances, out: Flags, components: Floats | None, seed: int) -> Grouping:
    space = opinion_space(stances, out, components, exactness=NEARLY)
    return grouped(space.people, np.ones(stances.people, dtype=np.bool_), seed=seed)


def _shuffled(stances: Stances, draw: np.random.Generator) -> Stances:
    """Deal the answers to each statement anew among those who answered it."""
    order = np.argsort(stances.columns, kind="stable")
    drawn = np.lexsort((draw.random(len(order)), stances.columns))
    votes = np.empty_like(stances.votes)
    votes[order] = stances.votes[drawn]
    return stances.with_votes(votes)


def _found_again(
    stances: Stances, out: Flags, groups: Grouping, draw: np.random.Generator, components: Floats
) -> float:
    number = max(2, round(PART * stances.people))
    who: Wholes = np.sort(draw.choice(stances.people, number, replace=False))
    fewer = _groups_in(stances.of(who), out, components, int(draw.integers(2**31)))
    return agreement(fewer.of, groups.of[who])
