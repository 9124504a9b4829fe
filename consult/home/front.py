"""What the front page shows of the consultation at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import select

from consult.contributions import (
    Filter,
    Totals,
    contributions_with,
    counts_by_place,
    latest_in,
    totals_of,
)
from consult.ideas import thread_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.i18n import ngettext
from consult.processes import (
    Activity,
    open_doors,
    phase_stops,
    process_doors,
    tenths_passed,
    until_words,
)
from consult.projects import CandidateProject, Origin
from consult.projects import State as ProjectStage
from consult.taxonomy import platforms_of, territory_of
from consult.territory import (
    Mark,
    Series,
    map_of,
    municipalities_on,
    municipality_links,
    today,
    zones_by_municipality,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.contributions import Contribution, Stop
    from consult.processes import OpenDoor, Phase, PhaseStop, Process
    from consult.taxonomy import Platform
    from consult.territory import Choropleth, Zone

VOICES = 3
STORIES = 5
"""Of the latest origins one may have been hidden since: some more are asked for."""


@dataclass(frozen=True, slots=True)
class Front:
    """One screen: what is open and until when, who spoke and where, and one thread as example."""

    totals: Totals
    places_heard: int
    places: int
    choropleth: Choropleth
    voices: Sequence[Contribution]
    zone_of: dict[int, Zone]
    doors: Sequence[OpenDoor]
    open_phase: Phase | None
    days_left: int | None
    until: str
    story: Contribution | None
    story_stops: Sequence[Stop]
    platforms: Sequence[Platform]
    phases: Sequence[PhaseStop]
    passed: int | None
    collecting: bool


def front_of(process: Process) -> Front:
    """Gather the front page of a consultation, in a fixed number of queries."""
    at, territory = now(), territory_of(process.cycle)
    counts = counts_by_place(process)
    voices = latest_in(process, Filter(), VOICES)
    standing = municipalities_on(territory, today())
    phase = next(iter(process.open_phases(at)), None)
    story = _story(process)
    return Front(
        totals=totals_of(process),
        places_heard=sum(1 for place in standing if counts.get(place.id)),
        places=len(standing),
        choropleth=_map(process, counts, voices),
        voices=voices,
        zone_of=zones_by_municipality(territory, today()),
        doors=[
            one
            for one in open_doors(process, process_doors.fill([process])[process.id], at)
            if one.verdict
        ],
        open_phase=phase,
        days_left=(phase.closes_at - at).days if phase else None,
        until=until_words(phase.closes_at, process) if phase else "",
        story=story,
        story_stops=thread_of(story, None) if story else [],
        platforms=platforms_of(process.cycle),
        phases=phase_stops(process, at),
        passed=tenths_passed(process, at),
        collecting=process.phase_open_for(Activity.SUBMIT_IDEAS, at) is not None,
    )


def _map(process: Process, counts: dict[int, int], voices: Sequence[Contribution]) -> Choropleth:
    """Draw where the voices come from, the latest as numbered pins."""
    territory = territory_of(process.cycle)
    by_code = {
        place.istat_code: counts.get(place.id, 0) for place in municipalities_on(territory, today())
    }
    return map_of(
        territory,
        today(),
        Series(by_code, say=_contributions),
        link=municipality_links(),
        marks=[
            Mark(
                voice.municipality.longitude,
                voice.municipality.latitude,
                voice.title,
                url_for("ideas.show", slug=process.slug, code=voice.code),
            )
            for voice in voices
            if voice.municipality and voice.municipality.longitude and voice.municipality.latitude
        ],
    )


def _contributions(count: float) -> str:
    return ngettext("%(num)s contribution", "%(num)s contributions", int(count))


def _story(process: Process) -> Contribution | None:
    """Choose a voice that has come as far as a project, to tell its thread."""
    latest = db.session.scalars(
        select(Origin.contribution_id)
        .join(CandidateProject, CandidateProject.id == Origin.project_id)
        .where(
            CandidateProject.process_id == process.id,
            CandidateProject.state == ProjectStage.CANDIDATE,
            Origin.removed_at.is_(None),
        )
        .order_by(CandidateProject.candidate_at.desc(), Origin.id)
        .limit(STORIES)
    )
    found = contributions_with(latest)
    return found[0] if found else None
