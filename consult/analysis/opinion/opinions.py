"""The whole of it: from stances to places, groups and how sure they are, and what to ask next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from consult.analysis.opinion.arrays import Flags, Floats, Wholes
from consult.analysis.opinion.grouping import Grouping, agreement, grouped, in_conversation
from consult.analysis.opinion.space import EXACT, Space, opinion_space
from consult.analysis.opinion.stances import Stances, Tallies, tallied
from consult.analysis.opinion.verdict import Verdict, judged
from consult.analysis.opinion.weighing import consensus_of, priorities_of

LEAST_PEOPLE = 15
LEAST_STATEMENTS = 7


class Finding(StrEnum):
    """What can be said of groups."""

    NOBODY = "nobody"
    ALL_MODERATED = "all_moderated"
    FEW_PEOPLE = "few_people"
    FEW_STATEMENTS = "few_statements"
    ALL_ALIKE = "all_alike"
    UNJUDGED = "unjudged"
    UNCLEAR = "unclear"
    CLEAR = "clear"


COUNTED_ONLY = frozenset(
    {Finding.NOBODY, Finding.ALL_MODERATED, Finding.FEW_PEOPLE, Finding.FEW_STATEMENTS}
)


@dataclass(frozen=True, slots=True)
class Opinions:
    """What some stances tell.

    `groups` has the group of each person, or -1: those given, else our own where they are clear
    (all who were placed are one group where they are not). `own` are the groups that were found,
    clear or not. `moderation` is how far the groups agree with those found with nothing moderated
    out, `given` how far our own agree with those given.
    """

    finding: Finding
    space: Space
    inside: Flags
    own: Grouping | None
    groups: Wholes
    number: int
    tallies: Tallies
    consensus: Floats
    priorities: Floats
    verdict: Verdict | None
    moderation: float | None = None
    given: float | None = None


@dataclass(frozen=True, slots=True)
class How:
    """What a run is begun from, how exactly directions are found, whether groups are judged."""

    seed: int = 0
    exactness: float = EXACT
    judge: bool = True


@dataclass(frozen=True, slots=True)
class Before:
    """What a run needs of the one before: its directions, its groups, and who was placed.

    New people and statements stand after those that were there.
    """

    components: Floats
    own: Grouping | None
    inside: Flags

    @classmethod
    def of(cls, opinions: Opinions) -> Before:
        """Return what the next run needs of this one."""
        return cls(opinions.space.components, opinions.own, opinions.inside)


def opinions_of(
    stances: Stances,
    out: Flags,
    meta: Flags,
    *,
    given: Wholes | None = None,
    before: Before | None = None,
    how: How = How(),
) -> Opinions:
    """Find where people stand and which groups they make, and weigh every statement.

    `out` are statements moderated out; those in `meta`, about who answers, are out as well and
    keep a priority of their own. `given` are groups to weigh by instead of our own. The same
    arguments give the same numbers.
    """
    hidden = out | meta
    finding = _counted(stances, hidden)
    if finding in COUNTED_ONLY:
        return _counts(stances, finding, meta, given)
    space = opinion_space(
        stances, hidden, before.components if before else None, exactness=how.exactness
    )
    inside = in_conversation(stances.taken, stances.statements, before.inside if before else None)
    own, verdict = None, None
    if not space.is_flat:
        own = grouped(space.people, inside, seed=how.seed, before=before.own if before else None)
        if how.judge:
            verdict = judged(stances, hidden, inside, components=space.components, seed=how.seed)
    finding = _found(space, own, verdict, judge=how.judge)
    groups, number = _believed(finding, own, inside, given)
    tallies = tallied(stances, groups, number)
    return Opinions(
        finding,
        space,
        inside,
        own,
        groups,
        number,
        tallies,
        consensus_of(tallies),
        priorities_of(tallies, space.extremity, meta),
        verdict,
        _unmoderated(stances, meta, inside, own, how.seed) if how.judge and out.any() else None,
        agreement(own.of, given) if own is not None and given is not None else None,
    )


def _counted(stances: Stances, hidden: Flags) -> Finding | None:
    people = int((stances.taken > 0).sum())
    open_to_all = stances.statements - int(hidden.sum())
    if not people:
        return Finding.NOBODY
    if not open_to_all:
        return Finding.ALL_MODERATED
    if people < LEAST_PEOPLE:
        return Finding.FEW_PEOPLE
    return Finding.FEW_STATEMENTS if open_to_all < LEAST_STATEMENTS else None


def _counts(stances: Stances, finding: Finding, meta: Flags, given: Wholes | None) -> Opinions:
    """What can be told of too few: the mean answer, the counts, and what to ask."""
    groups, number = _believed(finding, None, stances.taken > 0, given)
    tallies = tallied(stances, groups, number)
    whole = tallied(stances)
    center = (whole.agreeing[0] - whole.disagreeing[0]) / np.maximum(whole.answers[0], 1)
    nothing = np.zeros(stances.statements)
    space = Space(center, np.empty((0, stances.statements)), np.empty((0, 2)), nothing)
    return Opinions(
        finding,
        space,
        stances.taken > 0,
        None,
        groups,
        number,
        tallies,
        consensus_of(tallies),
        priorities_of(tallies, nothing, meta),
        None,
    )


def _found(space: Space, own: Grouping | None, verdict: Verdict | None, *, judge: bool) -> Finding:
    if space.is_flat:
        return Finding.ALL_ALIKE
    if not judge and own is not None and own.number:
        return Finding.UNJUDGED
    return Finding.CLEAR if verdict is not None and verdict.clear else Finding.UNCLEAR


def _believed(
    finding: Finding, own: Grouping | None, inside: Flags, given: Wholes | None
) -> tuple[Wholes, int]:
    if given is not None:
        return given, int(given.max(initial=-1)) + 1
    if own is not None and finding in {Finding.CLEAR, Finding.UNJUDGED}:
        return own.of, own.number
    return np.where(inside, 0, -1).astype(np.int64), 1


def _unmoderated(
    stances: Stances, meta: Flags, inside: Flags, own: Grouping | None, seed: int
) -> float | None:
    """How far the groups agree with those found if nothing had been moderated out."""
    if own is None or not own.number:
        return None
    space = opinion_space(stances, meta)
    if space.is_flat:
        return None
    return agreement(own.of, grouped(space.people, inside, seed=seed).of)
