"""What is told of a look at a question: only groups and counts of ten people or more."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import hypot, sqrt
from typing import Any

from consult.opinions.models import OpinionRun
from consult.voting import FEWEST_PEOPLE, Stance, Statement, Value

MOST_TOLD = 5
MOST_TELLING = 3
LEAST_ANSWERS = 7
NUMBERS = {Value.AGREE: 1, Value.NEITHER: 0, Value.DISAGREE: -1}


@dataclass(frozen=True, slots=True)
class Portrait:
    """A group: its place among the others, how many it is, where it stands, what stands for it.

    `people` is none under ten. `telling` are statements with whether the group agrees.
    """

    number: int
    people: int | None
    center: tuple[float, float]
    telling: Sequence[tuple[Statement, bool]]

    @property
    def called(self) -> tuple[Statement, bool] | None:
        """What it is named by: what it agrees with the most, before what it is against."""
        agreed = [one for one in self.telling if one[1]]
        return next(iter([*agreed, *self.telling]), None)


class Band(StrEnum):
    """About how many of a group agree, in words: a number would tell of few."""

    NEARLY_ALL = "nearly_all"
    MOST = "most"
    ABOUT_HALF = "about_half"
    SOME = "some"
    HARDLY_ANY = "hardly_any"


FROM = ((0.85, Band.NEARLY_ALL), (0.6, Band.MOST), (0.4, Band.ABOUT_HALF), (0.15, Band.SOME))


@dataclass(frozen=True, slots=True)
class Shares:
    """A statement and about how many of each group agree, or with `against` disagree.

    None for a group of which fewer than ten answered.
    """

    statement: Statement
    bands: Sequence[Band | None]
    against: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A look as it is told: who, what unites, what divides, how sure the groups are."""

    run: OpinionRun
    portraits: Sequence[Portrait]
    uniting: Sequence[Shares]
    dividing: Sequence[Shares]

    @property
    def finding(self) -> str:
        return str(self.run.result["finding"])

    @property
    def verdict(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.run.result["verdict"]
        return found

    @property
    def without_moderation(self) -> float | None:
        """How far the groups agree with those found if nothing were hidden, where something is."""
        alike: float | None = self.verdict.get("agreement_without_moderation")
        return alike

    @property
    def people(self) -> int | None:
        """How many were placed, if they are ten or more."""
        people = int(self.run.result["people"])
        return people if people >= FEWEST_PEOPLE else None


def told_of(run: OpinionRun, statements: Sequence[Statement]) -> Told:
    """Return what everyone may read of a look; `statements` are those that are public now."""
    result = run.result
    public = {one.id: one for one in statements}
    hidden = set(result["moderated"])
    columns = [
        (place, public[one])
        for place, one in enumerate(result["statements"])
        if one in public and one not in hidden
    ]
    groups = result["groups"] or [_everyone(result, public)]
    uniting = _uniting(result, columns, groups)
    return Told(
        run,
        [_portrait(place, one, public) for place, one in enumerate(result["groups"], start=1)],
        uniting,
        _dividing(result, columns, groups, {one.statement.id for one in uniting}),
    )


def _everyone(result: Mapping[str, Any], public: Mapping[int, Statement]) -> dict[str, Any]:
    """All who answered as if they were one group."""
    ones = [public.get(one) for one in result["statements"]]
    return {
        "agree": [one.agreeing if one else 0 for one in ones],
        "disagree": [one.disagreeing if one else 0 for one in ones],
        "answers": [one.answers if one else 0 for one in ones],
    }


def _portrait(number: int, group: Mapping[str, Any], public: Mapping[int, Statement]) -> Portrait:
    told = [
        (public[one["statement"]], bool(one["agrees"]))
        for one in group["telling"]
        if one["statement"] in public and one["answers"] >= FEWEST_PEOPLE
    ]
    people = group["size"] if group["size"] >= FEWEST_PEOPLE else None
    center = (group["center"][0], group["center"][1])
    return Portrait(number, people, center, told[:MOST_TELLING])


def _bands(groups: Sequence[Mapping[str, Any]], place: int, key: str) -> list[Band | None]:
    return [
        _band(group[key][place] / group["answers"][place])
        if group["answers"][place] >= FEWEST_PEOPLE
        else None
        for group in groups
    ]


def _band(share: float) -> Band:
    return next((band for least, band in FROM if share >= least), Band.HARDLY_ANY)


def _uniting(
    result: Mapping[str, Any],
    columns: Sequence[tuple[int, Statement]],
    groups: Sequence[Mapping[str, Any]],
) -> list[Shares]:
    """What most of every group agrees with, then what most of every group is against."""
    found = []
    for key, order, against in (
        ("agree", "consensus", False),
        ("disagree", "consensus_against", True),
    ):
        ranked = sorted(columns, key=lambda one: (-result[order][one[0]], one[1].id))
        told = [(_bands(groups, place, key), one) for place, one in ranked]
        united = [one for one in told if set(one[0]) <= {Band.MOST, Band.NEARLY_ALL}]
        found += [Shares(one, bands, against) for bands, one in united[:MOST_TOLD]]
    return found


def _dividing(
    result: Mapping[str, Any],
    columns: Sequence[tuple[int, Statement]],
    groups: Sequence[Mapping[str, Any]],
    uniting: Container[int],
) -> list[Shares]:
    """Where groups, or the sides among all, stand furthest apart."""
    ranked = sorted(columns, key=lambda one: (-result["division"][one[0]], one[1].id))
    told = [(_bands(groups, place, "agree"), one) for place, one in ranked]
    apart = [(bands, one) for bands, one in told if None not in bands and one.id not in uniting]
    if len(groups) > 1:
        apart = [one for one in apart if len(set(one[0])) > 1]
    return [Shares(one, bands) for bands, one in apart[:MOST_TOLD]]


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """Where a reader stands, and the number of the group they are nearest to."""

    x: float
    y: float
    group: int


def own_place(run: OpinionRun, stances: Sequence[Stance]) -> OwnPlace | None:
    """Place somebody by their own answers, as everyone was; none before seven of them.

    Nobody's place is kept: this is worked out when they look.
    """
    result = run.result
    if not result["groups"] or len(stances) < min(LEAST_ANSWERS, len(result["statements"])):
        return None
    columns = {one: place for place, one in enumerate(result["statements"])}
    x = y = 0.0
    counted = len(result["moderated"])
    for stance in stances:
        place = columns.get(stance.statement_id)
        if place is None or stance.statement_id in result["moderated"]:
            continue
        apart = NUMBERS[stance.value] - result["center"][place]
        x += apart * result["components"][0][place]
        y += apart * result["components"][1][place]
        counted += 1
    push = sqrt(len(columns) / max(counted, 1))
    x, y = x * push, y * push
    gaps = [hypot(x - one["center"][0], y - one["center"][1]) for one in result["groups"]]
    return OwnPlace(x, y, gaps.index(min(gaps)) + 1)
