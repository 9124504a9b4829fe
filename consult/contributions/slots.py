"""Where rooms above tell what became of a contribution."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from markupsafe import Markup

from consult.contributions.models import Contribution
from consult.kernel.i18n import Words
from consult.kernel.slots import Slot

STAGES = 4
"""Published, in a node of the map, in a candidate project, in the plan."""


class StopState(StrEnum):
    """How a stop of the thread is drawn."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop on the thread of a contribution: what happened, when, and where to read on."""

    at: datetime | None
    title: Words
    text: Words = ""
    url: str | None = None
    link: Words = ""
    state: StopState = StopState.DONE
    note: Words = ""
    when: Words = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a contribution has come: 0 is not public, then the stages; and in one sentence."""

    stage: int
    sentence: Words
    url: str | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page that a room above adds to a contribution; lower positions come first."""

    position: int
    html: Markup


row_pieces: Slot[Contribution, Piece] = Slot("contribution.row_pieces")
"""What stands beside a contribution in a list: the support button."""
page_pieces: Slot[Contribution, Piece] = Slot("contribution.page_pieces")
"""What follows its text on its own page: supports (10), comments (50)."""
timeline: Slot[Contribution, Stop] = Slot("contribution.timeline")
standing: Slot[Contribution, Standing] = Slot("contribution.standing")
