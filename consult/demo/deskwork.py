"""What keeps the moderators of a demo busy, as its files tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ReturnStory:
    """A text that a moderator sends back, and what its author should change."""

    idea: str
    at: str
    note: str


@dataclass(frozen=True, slots=True)
class ReportStory:
    """A reader's report of an idea, or of a comment of another by its place from the latest."""

    by: str
    at: str
    reason: str
    note: str
    idea: str = ""
    comment: int = 0


@dataclass(frozen=True, slots=True)
class LookStory:
    """An author's wish that somebody else look at what was not published."""

    idea: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class CheckStory:
    """When the moderators take drawn decisions a second time, and which they see otherwise.

    `otherwise` are places among all that are drawn, from 0: there the second moderator would not
    have published what was, by this `reason`, or would have published what was not.
    """

    at: tuple[str, ...] = ()
    otherwise: tuple[int, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeskStory:
    """What keeps the moderators busy."""

    returned: tuple[ReturnStory, ...] = ()
    reports: tuple[ReportStory, ...] = ()
    second_looks: tuple[LookStory, ...] = ()
    checks: CheckStory = CheckStory()


def desk_of(told: dict[str, Any]) -> DeskStory:
    """Return the desk that a table describes."""
    checks = told["checks"]
    return DeskStory(
        returned=tuple(ReturnStory(**one) for one in told["returned"]),
        reports=tuple(ReportStory(**one) for one in told["reports"]),
        second_looks=tuple(LookStory(**one) for one in told["second_looks"]),
        checks=CheckStory(tuple(checks["at"]), tuple(checks["otherwise"]), str(checks["reason"])),
    )
