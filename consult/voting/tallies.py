"""Reads about formal choices: which, one's own ballot, and the tally after closing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from consult.accounts import Person
from consult.contributions import Voice
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.processes import Process
from consult.taxonomy import territory_of
from consult.territory import zones_by_municipality
from consult.voting.asked import FEWEST_PEOPLE, LARGEST
from consult.voting.models import Approval, Ballot, Choice, Option
from consult.voting.policy import can_see_tally


@dataclass(frozen=True, slots=True)
class Tally:
    """What was voted: approvals by option, the most approved first, ballots, and from where.

    `zones` counts ballots by the code of the zone that voters declared; a zone with fewer than
    ten is not told, nor is a single one beside it, which could be found by subtraction.
    """

    options: Sequence[tuple[Option, int]]
    ballots: int
    zones: dict[str, int]
    untold: int


def choices_in(process: Process) -> Sequence[Choice]:
    """Return the formal choices of a consultation, the latest first."""
    return list(
        db.session.scalars(
            select(Choice)
            .where(Choice.process_id == process.id)
            .order_by(Choice.opens_at.desc(), Choice.id.desc())
        )
    )


def processes_with_choices(processes: Sequence[Process]) -> set[int]:
    """Return the ids of the consultations that hold a vote."""
    ids = [process.id for process in processes]
    return set(db.session.scalars(select(Choice.process_id).where(Choice.process_id.in_(ids))))


def get_choice(process: Process, choice_id: int) -> Choice:
    """Return a formal choice of a consultation; raises `NotFoundError`."""
    found = db.session.get(Choice, choice_id) if choice_id < LARGEST else None
    if found is None or found.process_id != process.id:
        raise NotFoundError(_("There is no such choice."))
    return found


def unfinished_in(process: Process, at: datetime) -> Sequence[Choice]:
    """Return the choices of a consultation that are not over yet."""
    return [choice for choice in choices_in(process) if not choice.is_over(at)]


def own_ballot(choice: Choice, person: Person) -> tuple[Ballot, frozenset[int]] | None:
    """Return a person's ballot and what it approves, if they have voted."""
    ballot = db.session.scalars(
        select(Ballot)
        .join(Voice, Voice.id == Ballot.voice_id)
        .where(Ballot.choice_id == choice.id, Voice.person_id == person.id)
    ).one_or_none()
    if ballot is None:
        return None
    approved = select(Approval.option_id).where(Approval.ballot_id == ballot.id)
    return ballot, frozenset(db.session.scalars(approved))


def is_counted(choice: Choice, receipt: str) -> bool:
    """Whether a ballot with this receipt is among those of a choice; not what it says."""
    found = select(Ballot.id).where(Ballot.choice_id == choice.id, Ballot.receipt == receipt)
    return db.session.scalar(found) is not None


def tally_of(process: Process, choice: Choice, at: datetime) -> Tally:
    """Count the ballots of a choice that is over; raises `NotAllowedError` before."""
    require(can_see_tally(choice, at))
    rows = db.session.execute(
        select(Approval.option_id, func.count())
        .join(Ballot, Ballot.id == Approval.ballot_id)
        .where(Ballot.choice_id == choice.id)
        .group_by(Approval.option_id)
    )
    counted = {row[0]: row[1] for row in rows}
    options = [(option, counted.get(option.id, 0)) for option in choice.options]
    zones, untold = _zones(process, choice)
    return Tally(
        options=sorted(options, key=lambda pair: (-pair[1], pair[0].position)),
        ballots=sum(zones.values()) + untold,
        zones=zones,
        untold=untold,
    )


def _zones(process: Process, choice: Choice) -> tuple[dict[str, int], int]:
    """Count ballots by zone on the closing day, leaving out what tells of few people."""
    zone_of = zones_by_municipality(territory_of(process.cycle), choice.closes_at.date())
    counts: Counter[str] = Counter()
    rows = db.session.execute(
        select(Ballot.municipality_id, func.count())
        .where(Ballot.choice_id == choice.id)
        .group_by(Ballot.municipality_id)
    )
    for place, count in rows:
        zone = zone_of.get(place) if place else None
        counts[zone.code if zone else ""] += count
    told = {code: count for code, count in counts.items() if code and count >= FEWEST_PEOPLE}
    untold = sum(counts.values()) - sum(told.values())
    if 0 < untold < FEWEST_PEOPLE and told:
        least = min(told, key=lambda code: (told[code], code))
        untold += told.pop(least)
    return told, untold
