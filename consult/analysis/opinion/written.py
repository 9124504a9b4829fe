"""A result as plain data, to be written down and read by other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from consult.analysis.opinion.arrays import Flags
from consult.analysis.opinion.opinions import Opinions
from consult.analysis.opinion.verdict import APART, STEADY, Verdict
from consult.analysis.opinion.weighing import (
    MOST_TELLING,
    Telling,
    division_of,
    refusal_of,
    tellings_of,
)


def written(
    opinions: Opinions,
    people: Sequence[Any],
    statements: Sequence[Any],
    hidden: Flags,
    names: Sequence[Any] | None = None,
) -> dict[str, Any]:
    """Return a result as JSON can hold it; lists about statements are in the statements' order.

    `names` are those of groups that were given. Where no groups are clear `groups` is empty.
    """
    space, tallies = opinions.space, opinions.tallies.together()
    return {
        "finding": opinions.finding.value,
        "statements": list(statements),
        "moderated": [one for one, is_out in zip(statements, hidden, strict=True) if is_out],
        "center": space.center.tolist(),
        "components": space.components.tolist(),
        "participants": {
            "ids": list(people),
            "projections": space.people.tolist(),
            "placed": opinions.inside.tolist(),
        },
        "extremity": space.extremity.tolist(),
        "consensus": opinions.consensus.tolist(),
        "consensus_against": refusal_of(opinions.tallies).tolist(),
        "division": division_of(opinions.tallies).tolist(),
        "priorities": opinions.priorities.tolist(),
        "counts": {
            "agree": tallies.agreeing[0].tolist(),
            "disagree": tallies.disagreeing[0].tolist(),
            "pass": tallies.passing[0].tolist(),
        },
        "groups": _groups(opinions, people, statements, hidden, names),
        "verdict": _verdict(opinions),
    }


def _groups(
    opinions: Opinions,
    people: Sequence[Any],
    statements: Sequence[Any],
    hidden: Flags,
    names: Sequence[Any] | None,
) -> list[dict[str, Any]]:
    if names is None:
        if opinions.number < 2 or opinions.own is None:  # noqa: PLR2004 - one group is none
            return []
        names = opinions.own.names.tolist()
    found = []
    for place, name in enumerate(names):
        members = np.flatnonzero(opinions.groups == place)
        spots = opinions.space.people[members] if len(opinions.space.people) else np.empty((0, 2))
        tellings = tellings_of(opinions.tallies, place, ~hidden) if len(names) > 1 else []
        found.append(
            {
                "id": name,
                "size": len(members),
                "center": spots.mean(axis=0).tolist() if len(spots) else [],
                "members": [people[one] for one in members.tolist()],
                "agree": opinions.tallies.agreeing[place].tolist(),
                "disagree": opinions.tallies.disagreeing[place].tolist(),
                "answers": opinions.tallies.answers[place].tolist(),
                "telling": [_telling(one, statements) for one in tellings[:MOST_TELLING]],
            }
        )
    return found


def _telling(one: Telling, statements: Sequence[Any]) -> dict[str, Any]:
    return {
        "statement": statements[one.statement],
        "agrees": one.agrees,
        "count": one.count,
        "answers": one.answers,
        "share": one.share,
        "share_test": one.share_test,
        "times": one.times,
        "times_test": one.times_test,
    }


def _verdict(opinions: Opinions) -> dict[str, Any]:
    judged, own = opinions.verdict, opinions.own
    return {
        "clear": judged is not None and judged.clear,
        **(_judged(judged) if judged is not None else {}),
        "found": own.sizes.tolist() if own is not None else [],
        "silhouettes": {str(key): value for key, value in own.silhouettes.items()} if own else {},
        "agreement_without_moderation": opinions.moderation,
        "agreement_with_given": opinions.given,
    }


def _judged(verdict: Verdict) -> dict[str, Any]:
    return {
        "people": verdict.people,
        "silhouette": verdict.silhouette,
        "shuffled": list(verdict.shuffled),
        "apart": verdict.apart,
        "apart_needed": APART,
        "again": list(verdict.again),
        "steady": verdict.steady,
        "steady_needed": STEADY,
    }
