"""Reads about formal choices: which, one's own ballot, and the tally after closing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select

from consult.accounts import Person
from consult.analysis.cells import told_cells
from consult.contributions import Voice
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _, number
from consult.kernel.policy import require
from consult.processes import Process
from consult.taxonomy import territory_of
from consult.territory import zones_by_municipality
from consult.voting.asked import FEWEST_PEOPLE, LARGEST
from consult.voting.models import Approval, Ballot, Choice, Option
from consult.voting.policy import can_see_tally


@dataclass(frozen=True, slots=True)
class Told:
    """A count of people as it may be told: itself, or only whether it reaches the fewest told."""

    count: int | None
    reaches: bool = False

    @property
    def words(self) -> str:
        """What everyone reads."""
        if self.count is not None:
            return number(self.count)
        if self.reaches:
            return _("%(num)s or more", num=FEWEST_PEOPLE)
        return _("fewer than %(num)s", num=FEWEST_PEOPLE)

    @property
    def length(self) -> int:
        """How long its bar is drawn; a count that is not told gives nothing away."""
        return self.count or (FEWEST_PEOPLE if self.reaches else 0)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was voted: approvals by option, the most approved first, ballots, and from where.

    No count under ten is told, nor one from which such a count is found by subtraction. `zones`
    counts ballots by the code of the zone that voters declared; the rest are `untold`.
    """

    options: Sequence[tuple[Option, Told]]
    ballots: Told
    zones: dict[str, int]
    untold: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one option fared in a choice that is over, for the page of what it stands for."""

    choice: Choice
    option: Option
    approvals: Told
    ballots: Told


def choices_in(process: Process) -> Sequence[Choice]:
    """Return the formal choices of a consultation, the latest first."""
    return list(
        db.session.scalars(
            select(Choice)
            .where(Choice.process_id == process.id)
            .order_by(Choice.opens_at.desc(), Choice.id.desc())
        )
    )


def processes_with_choices(
    processes: Sequence[Process], at: datetime
) -> dict[int, datetime | None]:
    """Return which consultations hold a vote, and when the first that is open now closes."""
    is_open = and_(Choice.withdrawn_at.is_(None), Choice.opens_at <= at, Choice.closes_at > at)
    query = (
        select(Choice.process_id, func.min(case((is_open, Choice.closes_at))))
        .where(Choice.process_id.in_([process.id for process in processes]))
        .group_by(Choice.process_id)
    )
    return dict(db.session.execute(query).all())


def get_choice(process: Process, choice_id: int) -> Choice:
    """Return a formal choice of a consultation; raises `NotFoundError`."""
    found = db.session.get(Choice, choice_id) if choice_id < LARGEST else None
    if found is None or found.process_id != process.id:
        raise NotFoundError(_("There is no such choice."))
    return found


def unfinished_in(process: Process, at: datetime) -> Sequence[Choice]:
    """Return the choices of a consultation that are still to be voted in, or being."""
    return [one for one in choices_in(process) if not (one.is_over(at) or one.is_withdrawn)]


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


def ballot_with(process: Process, receipt: str) -> tuple[Ballot, Choice] | None:
    """Return the ballot that has this receipt, and its choice; nothing of what it says."""
    row = db.session.execute(
        select(Ballot, Choice)
        .join(Choice, Choice.id == Ballot.choice_id)
        .where(Choice.process_id == process.id, Ballot.receipt == receipt)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def tally_of(process: Process, choice: Choice, at: datetime) -> Tally:
    """Count the ballots of a choice that is over; raises `NotAllowedError` before."""
    require(can_see_tally(choice, at))
    cast = _ballots_in([choice.id])[choice.id]
    zones = _zones(process, choice)
    told_zones = told_cells(zones, fewest=FEWEST_PEOPLE, ceiling=cast, never=[""])
    return Tally(
        options=_told(choice, _approvals_of(choice.options), cast),
        ballots=_number_told(cast),
        zones=dict(sorted(told_zones.items())),
        untold=cast - sum(told_zones.values()),
    )


def outcomes_of(kind: str, thing_ids: Collection[int], at: datetime) -> dict[int, list[Outcome]]:
    """Return how things fared in the choices that are over, the latest first (never missing)."""
    choices = db.session.scalars(
        select(Choice)
        .where(
            Choice.closes_at <= at,
            Choice.withdrawn_at.is_(None),
            Choice.options.any(and_(Option.thing_kind == kind, Option.thing_id.in_(thing_ids))),
        )
        .order_by(Choice.closes_at.desc(), Choice.id.desc())
    ).all()
    found: dict[int, list[Outcome]] = {one: [] for one in thing_ids}
    if not choices:
        return found
    cast = _ballots_in([choice.id for choice in choices])
    approvals = _approvals_of([option for choice in choices for option in choice.options])
    for choice in choices:
        ballots = _number_told(cast[choice.id])
        for option, told in _told(choice, approvals, cast[choice.id]):
            if option.thing_kind == kind and option.thing_id in found:
                found[option.thing_id].append(Outcome(choice, option, told, ballots))
    return found


def _ballots_in(choice_ids: Collection[int]) -> dict[int, int]:
    """Count the ballots of each choice (never missing)."""
    rows = db.session.execute(
        select(Ballot.choice_id, func.count())
        .where(Ballot.choice_id.in_(choice_ids))
        .group_by(Ballot.choice_id)
    )
    return dict.fromkeys(choice_ids, 0) | {row[0]: row[1] for row in rows}


def _approvals_of(options: Sequence[Option]) -> dict[int, int]:
    """Count the approvals of each option (never missing)."""
    ids = [option.id for option in options]
    rows = db.session.execute(
        select(Approval.option_id, func.count())
        .where(Approval.option_id.in_(ids))
        .group_by(Approval.option_id)
    )
    return dict.fromkeys(ids, 0) | {row[0]: row[1] for row in rows}


def _told(choice: Choice, approvals: dict[int, int], ballots: int) -> list[tuple[Option, Told]]:
    """Say the approvals of a choice as they may be told; what is not told keeps its place."""
    counts = {option.id: approvals[option.id] for option in choice.options}
    cells = told_cells(counts, fewest=FEWEST_PEOPLE, ceiling=choice.most * ballots)
    told = [
        (option, Told(cells.get(option.id), counts[option.id] >= FEWEST_PEOPLE))
        for option in choice.options
    ]
    return sorted(
        told, key=lambda pair: (-(pair[1].count or 0), not pair[1].reaches, pair[0].position)
    )


def _number_told(count: int) -> Told:
    return Told(count, reaches=True) if count >= FEWEST_PEOPLE else Told(None)


def _zones(process: Process, choice: Choice) -> dict[str, int]:
    """Count ballots by zone on the closing day; those without one under no code."""
    closing_day = choice.closes_at.astimezone(process.time_zone).date()
    zone_of = zones_by_municipality(territory_of(process.cycle), closing_day)
    counts: Counter[str] = Counter()
    rows = db.session.execute(
        select(Ballot.municipality_id, func.count())
        .where(Ballot.choice_id == choice.id)
        .group_by(Ballot.municipality_id)
    )
    for place, count in rows:
        zone = zone_of.get(place) if place else None
        counts[zone.code if zone else ""] += count
    return dict(counts)
