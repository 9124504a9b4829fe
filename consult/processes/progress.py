"""Where a consultation stands: its phases as stops, and what can be done at each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from consult.kernel.i18n import _, text
from consult.kernel.policy import Verdict
from consult.kernel.times import day, hour, week_day
from consult.processes.models import Activity, Phase, Process
from consult.processes.moments import clock_words
from consult.processes.policy import is_open_for
from consult.processes.slots import Door

TENTHS = 10


@dataclass(frozen=True, slots=True)
class PhaseStop:
    """A phase as the line of phases draws it."""

    title: str
    when: str
    text: str
    state: str
    url: None = None


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """Something one can do, whether it is open now, and until when."""

    door: Door
    verdict: Verdict
    closes_at: datetime | None


def phase_stops(process: Process, at: datetime) -> list[PhaseStop]:
    """Return the phases in time order, each done, now or next."""
    return [
        PhaseStop(text(phase.title), span_words(phase), text(phase.summary), _state(phase, at))
        for phase in process.phases
    ]


def _state(phase: Phase, at: datetime) -> str:
    if phase.is_over(at):
        return "done"
    return "now" if phase.is_open(at) else "next"


def span_words(phase: Phase) -> str:
    """Say from when to when a phase lasts, by days."""
    return _("%(first)s to %(last)s", first=day(phase.opens_at), last=day(phase.closes_at))


def tenths_passed(process: Process, at: datetime) -> int | None:
    """Return how much of the phase under way is behind us, in tenths; none when none is."""
    phase = next(iter(process.open_phases(at)), None)
    if phase is None:
        return None
    return int(TENTHS * ((at - phase.opens_at) / (phase.closes_at - phase.opens_at)))


def until_words(at: datetime, process: Process) -> str:
    """Say until when something is open, naming whose clock it is."""
    return _(
        "until %(day)s at %(hour)s, %(clock)s",
        day=week_day(at),
        hour=hour(at),
        clock=clock_words(process.time_zone),
    )


def open_doors(process: Process, doors: Sequence[Door], at: datetime) -> list[OpenDoor]:
    """Return what one can do, what is open now first."""
    opened = [_opened(process, door, at) for door in doors]
    return sorted(opened, key=lambda one: not one.verdict.allowed)


def _opened(process: Process, door: Door, at: datetime) -> OpenDoor:
    if door.opened_by is None:
        return OpenDoor(door, Verdict(allowed=True), door.closes_at)
    phase = process.phase_open_for(Activity(door.opened_by), at)
    return OpenDoor(
        door, is_open_for(process, door.opened_by, at), phase.closes_at if phase else None
    )
