"""Openings on the pages of interviews, and the door to their desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from consult.guides import TEAM, Way, interview_ways
from consult.interviews.models import Interview
from consult.kernel.i18n import Words, _
from consult.kernel.slots import Slot
from consult.processes import Desk, Process, process_desks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Step:
    """What became of an interview's words, on its desk page: lower positions come first."""

    position: int
    title: Words
    text: Words
    url: str | None = None
    link: Words = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What else the private link opens; `path` follows the link's own address."""

    title: Words
    text: Words
    path: str


interview_steps: Slot[Interview, Step] = Slot("interviews.steps")
"""Transcript (10), coding (20), what the interviewee has read (30)."""
link_offers: Slot[Interview, Offer] = Slot("interviews.link_offers")


@interview_ways.filler
def whom_one_hears(processes: Sequence[Process]) -> Mapping[int, Sequence[Way]]:
    """Lead to the list of interviews, and to who is missing in it."""
    return {
        process.id: [
            Way(10, _("All interviews"), url_for("interviews.index", slug=process.slug)),
            Way(20, _("Whom to hear"), url_for("interviews.hearing_edit", slug=process.slug)),
        ]
        for process in processes
    }


@process_desks.filler
def the_desk_of_interviews(processes: Sequence[Process]) -> Mapping[int, Sequence[Desk]]:
    """Lead planners, facilitators and curators to the interviews."""
    return {
        process.id: [
            Desk(
                title=_("Interviews"),
                url=url_for("interviews.index", slug=process.slug),
                roles=frozenset(TEAM),
            )
        ]
        for process in processes
    }
