"""The ways beside each page of the desk of interviews: rooms above add their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from consult.kernel.i18n import Words, _
from consult.kernel.slots import Slot
from consult.processes import Process

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Way:
    """A page that belongs to no single interview: lower positions come first."""

    position: int
    title: Words
    url: str


interview_ways: Slot[Process, Way] = Slot("interviews.ways")
"""All interviews (10), whom to hear (20), guides (30), consent (40), codes (50), files (60)."""


def ways_in(process: Process) -> list[Way]:
    """Return the ways of a consultation's desk of interviews, in their order."""
    return sorted(interview_ways.fill([process])[process.id], key=lambda one: one.position)


@interview_ways.filler
def what_is_asked(processes: Sequence[Process]) -> Mapping[int, Sequence[Way]]:
    """Lead to the guides, and to what interviewees are told and asked."""
    return {
        process.id: [
            Way(30, _("Guides"), url_for("guides.index", slug=process.slug)),
            Way(
                40,
                _("What interviewees are asked"),
                url_for("guides.consent_edit", slug=process.slug),
            ),
        ]
        for process in processes
    }
