"""What the crowd does about an idea, drawn by a fixed hand: a few ideas catch on, most do not."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from consult.demo.world import QuestionStory, Saying

SPREAD, LEAST, MOST = 1.15, 2, 90
COMMENTS_PER_IDEA = 1.5
REPLIES = 0.6
MANY_COMMENTS = 12
ANSWERING = 0.14
PATIENCE, TO_THE_END = 0.8, 0.97
"""How likely somebody goes on to the next statement; of a question that closes nearly all do."""
TEMPER = 18
HOURS = 3
SITTING = timedelta(hours=HOURS)
AGREES, DISAGREES, PASSES = "agree", "disagree", "pass"


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody supports an idea, comments on it (perhaps answering), or takes a stance."""

    at: datetime
    by: str
    idea: str = ""
    says: str = ""
    answers: str = ""
    question: str = ""
    statement: int = -1
    value: str = ""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who could act, since when each has an account; nothing happens after `until`."""

    joined: Mapping[str, datetime]
    until: datetime

    def someone(self, hand: random.Random, at: datetime, but: set[str]) -> str | None:
        """Draw someone who was there by then and is none of `but`, if the hand finds one."""
        keys = sorted(self.joined)
        for _try in range(20):
            key = hand.choice(keys)
            if key not in but and self.joined[key] < at:
                return key
        return None

    def moment(self, hand: random.Random, since: datetime) -> datetime:
        """Draw a moment, sooner rather than later."""
        return since + (self.until - since) * hand.random() ** 2


def supports(public: Mapping[str, tuple[Saying, datetime]], crowd: Crowd) -> list[Deed]:
    """Return who stands behind which public idea, when; never its author, nobody twice."""
    hand, deeds = random.Random("supports"), list[Deed]()
    for key, (saying, since) in public.items():
        many = min(int(hand.paretovariate(SPREAD) * LEAST), MOST + hand.randint(0, 20))
        there = {saying.by}
        for at in sorted(crowd.moment(hand, since) for _one in range(many)):
            by = crowd.someone(hand, at, there)
            if by is not None:
                there.add(by)
                deeds.append(Deed(at, by, key))
    return deeds


def comments(
    public: Mapping[str, tuple[Saying, datetime]],
    remarks: Mapping[str, Sequence[str]],
    crowd: Crowd,
    backing: Sequence[Deed],
) -> list[Deed]:
    """Return what is said under ideas, most under those with most support; nothing twice."""
    hand = random.Random("comments")
    weights = dict.fromkeys(public, 1.0)
    for deed in backing:
        weights[deed.idea] += 0.5
    keys, deeds = list(public), list[Deed]()
    under: dict[str, list[Deed]] = {key: [] for key in keys}
    for key in hand.choices(keys, [weights[key] for key in keys], k=_many(len(keys))):
        saying, since = public[key]
        at, there = crowd.moment(hand, since), under[key]
        by = crowd.someone(hand, at, {saying.by})
        earlier = [deed for deed in there if deed.at < at and not deed.answers and deed.by != by]
        answers = hand.choice(earlier).says if earlier and hand.random() < REPLIES else ""
        pool = [said for said in _pool(saying, remarks, answers) if said not in _said(there)]
        if by is None or not pool or len(there) == MANY_COMMENTS:
            continue
        there.append(Deed(at, by, key, hand.choice(pool), answers))
        deeds.append(there[-1])
    return deeds


def stances(question: QuestionStory, since: datetime, crowd: Crowd) -> list[Deed]:
    """Return who takes which stance on each statement: two tempers, each sure of itself."""
    hand, deeds = random.Random(question.key), list[Deed]()
    patience = TO_THE_END if question.closed else PATIENCE
    for by in sorted(crowd.joined):
        if hand.random() > ANSWERING:
            continue
        begins = max(since, crowd.joined[by])
        if begins >= crowd.until:
            continue
        at, temper = crowd.moment(hand, begins), hand.choice([-1, 1])
        for place, statement in enumerate(question.statements):
            if hand.random() > patience:
                break
            agree, disagree = statement.lean
            usual = TEMPER * (1 if place % 2 else -1)
            shift = temper * (usual if statement.apart is None else statement.apart)
            value = _value(hand.uniform(0, 100), agree + shift, disagree - shift)
            deeds.append(Deed(at, by, question=question.key, statement=place, value=value))
    return deeds


def sittings(deeds: Sequence[Deed]) -> Iterator[tuple[str, list[Deed]]]:
    """Group deeds by the three hours in which they happen, each group with its own name."""
    ordered = sorted(deeds, key=lambda deed: deed.at)

    def sitting(deed: Deed) -> tuple[date, int]:
        return deed.at.date(), deed.at.hour // HOURS

    for (day, slot), group in groupby(ordered, sitting):
        yield f"{day:%m-%d} {slot}", list(group)


def _many(ideas: int) -> int:
    return int(ideas * COMMENTS_PER_IDEA)


def _pool(saying: Saying, remarks: Mapping[str, Sequence[str]], answers: str) -> Sequence[str]:
    if saying.language and remarks["english"]:
        return remarks["english"]
    if answers:
        return remarks["replies"]
    return (*remarks.get(saying.theme, ()), *remarks["any"])


def _said(deeds: Sequence[Deed]) -> set[str]:
    return {deed.says for deed in deeds}


def _value(draw: float, agree: float, disagree: float) -> str:
    if draw < agree:
        return AGREES
    return DISAGREES if draw < agree + max(disagree, 2) else PASSES
