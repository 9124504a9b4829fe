"""What an idea said before, and what each change took away and put in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.contributions import can_read_past, past_versions_of
from consult.processes import word_differences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from consult.accounts import Person
    from consult.contributions import Contribution, PastVersion
    from consult.processes import Piece


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the version that it made, when, and the words that went and came."""

    number: int
    at: datetime
    title: Sequence[Piece]
    text: Sequence[Piece]


def readable_before(idea: Contribution, person: Person | None) -> list[PastVersion]:
    """Return what an idea said before, as far as a person may read it, the first version first.

    What it said before it was published is for its author and the staff: a moderator may have
    asked to take something out.
    """
    if idea.version == 1:
        return []
    return [one for one in past_versions_of(idea) if can_read_past(person, idea, one)]


def change_since(idea: Contribution, person: Person | None, number: int) -> Change | None:
    """Return all that changed from a version to what an idea says now, if a person may read it."""
    then = next((one for one in readable_before(idea, person) if one.number == number), None)
    if then is None:
        return None
    return Change(
        number,
        then.until,
        word_differences(then.title, idea.title),
        word_differences(then.source, idea.source),
    )


def changes_of(idea: Contribution, person: Person | None) -> list[Change]:
    """Return the changes of an idea that a person may read, the latest first."""
    before = readable_before(idea, person)
    said = [(one.title, one.source) for one in before] + [(idea.title, idea.source)]
    return [
        Change(
            one.number + 1,
            one.until,
            word_differences(said[place][0], said[place + 1][0]),
            word_differences(said[place][1], said[place + 1][1]),
        )
        for place, one in enumerate(before)
    ][::-1]
