"""What unites, what divides, what stands for a group, and what is worth asking next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from consult.analysis.opinion.arrays import Flags, Floats, Wholes
from consult.analysis.opinion.stances import Tallies

TELLING = 1.2816
"""A value of a normal curve that one in ten exceeds by chance."""
META_PRIORITY = 7.0
MOST_TELLING = 5
NEW_BOOST, NEW_HALVING = 8.0, 5.0


def consensus_of(tallies: Tallies) -> Floats:
    """How likely somebody of every group agrees: the product over groups of (A + 1) / (S + 2).

    Source: Small and others, 2021, "group aware consensus".
    """
    return np.asarray(((tallies.agreeing + 1.0) / (tallies.answers + 2.0)).prod(axis=0))


def refusal_of(tallies: Tallies) -> Floats:
    """The same for disagreeing: how likely somebody of every group is against."""
    return np.asarray(((tallies.disagreeing + 1.0) / (tallies.answers + 2.0)).prod(axis=0))


def division_of(tallies: Tallies) -> Floats:
    """How much groups differ: the widest distance between two groups' shares of who agrees.

    With one group, how evenly those who take sides stand against each other: 1 half and half.
    """
    agreeing = (tallies.agreeing + 1.0) / (tallies.answers + 2.0)
    if len(agreeing) > 1:
        return np.asarray(agreeing.max(axis=0) - agreeing.min(axis=0))
    against = (tallies.disagreeing[0] + 1.0) / (tallies.answers[0] + 2.0)
    return np.asarray(2.0 * np.minimum(agreeing[0], against))


def priorities_of(tallies: Tallies, extremity: Floats, meta: Flags) -> Floats:
    """How much an answer to each statement would tell: [(1-p)(E+1)a (1+8·2^(-S/5))]².

    p and a are smoothed shares of who passed and who agreed, E the extremity, S the answers; what
    few answered comes first. A statement about who answers counts 7. Source: Polis, as `space`.
    """
    whole = tallies.together()
    answers = whole.answers[0] + 2.0
    passed = (whole.passing[0] + 1.0) / answers
    agreed = (whole.agreeing[0] + 1.0) / answers
    fresh = 1.0 + NEW_BOOST * 2.0 ** (-whole.answers[0] / NEW_HALVING)
    weight = (1.0 - passed) * (extremity + 1.0) * agreed * fresh
    weight[meta] = META_PRIORITY
    return np.asarray(weight**2)


@dataclass(frozen=True, slots=True)
class Telling:
    """What somebody's group thinks of a statement, and how sure it is that others think otherwise.

    `share` of the group that agrees (or disagrees), smoothed; `times` as many as in the others;
    `share_test` and `times_test` are z values.
    """

    statement: int
    agrees: bool
    count: int
    answers: int
    share: float
    share_test: float
    times: float
    times_test: float

    @property
    def weight(self) -> float:
        return self.times * self.times_test * self.share * self.share_test


def _one_share(count: Wholes, answers: Wholes) -> Floats:
    """How far a share is from a half: a one-proportion test, each count one higher."""
    return np.asarray(2.0 * np.sqrt(answers + 1.0) * ((count + 1.0) / (answers + 1.0) - 0.5))


def _two_shares(count: Wholes, others: Wholes, answers: Wholes, answered: Wholes) -> Floats:
    """How far two shares are from each other: a two-proportion test, each count one higher."""
    ones, rest = answers + 1.0, answered + 1.0
    mine, theirs = (count + 1.0) / ones, (others + 1.0) / rest
    both = (count + others + 2.0) / (ones + rest)
    width = np.sqrt(np.maximum(both * (1.0 - both), 0.0) * (1.0 / ones + 1.0 / rest))
    found: Floats = np.divide(mine - theirs, width, out=np.zeros(len(mine)), where=width > 0)
    return found


def tellings_of(tallies: Tallies, group: int, asked: Flags) -> list[Telling]:
    """What a group thinks of each statement in `asked` that it answered, as far as it stands out.

    Both its own share and its distance from the other groups must be telling (z over 1.2816);
    the most telling first. Source: Polis, "representativeness".
    """
    found = [
        one
        for agrees in (True, False)
        for one in _measured(tallies, group, agrees=agrees)
        if asked[one.statement] and one.share_test > TELLING and one.times_test > TELLING
    ]
    return sorted(found, key=lambda one: (-one.weight, one.statement))


def _measured(tallies: Tallies, group: int, *, agrees: bool) -> list[Telling]:
    counts = tallies.agreeing if agrees else tallies.disagreeing
    mine, answers = counts[group], tallies.answers[group]
    others, answered = counts.sum(axis=0) - mine, tallies.answers.sum(axis=0) - answers
    share = (mine + 1.0) / (answers + 2.0)
    times = share / ((others + 1.0) / (answered + 2.0))
    columns = (
        mine,
        answers,
        share,
        _one_share(mine, answers),
        times,
        _two_shares(mine, others, answers, answered),
    )
    return [
        Telling(statement, agrees, int(count), int(of), *map(float, rest))
        for statement, (count, of, *rest) in enumerate(zip(*columns, strict=True))
    ]
