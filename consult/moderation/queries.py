"""Reading the queue, as far as a moderator's zones reach, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from consult.accounts import Person
from consult.contributions import Contribution, State, Voice
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.paging import PAGE_SIZE, Page, paginate
from consult.kernel.times import local
from consult.moderation.models import UNDO_FOR, Decision
from consult.processes import Process, Role, Staff
from consult.taxonomy import territory_of
from consult.territory import today, zones_by_municipality

if TYPE_CHECKING:
    from collections.abc import Sequence

LATE_AFTER = timedelta(hours=24)
MOST_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Reach:
    """The municipalities whose contributions a moderator decides on; none named: everywhere."""

    places: frozenset[int] | None

    def covers(self, contribution: Contribution) -> bool:
        """Whether a contribution comes from there; one without a place, only from everywhere."""
        return self.places is None or contribution.municipality_id in self.places


@dataclass(frozen=True, slots=True)
class Load:
    """How much work there is, and how much was done."""

    waiting: int
    late: int
    decided_today: int


def reach_of(person: Person, process: Process) -> Reach | None:
    """How far a person moderates a consultation: everywhere, in some zones, or not at all."""
    if person.suspended:
        return None
    if person.is_administrator:
        return Reach(None)
    at = now()
    zones = set(
        db.session.scalars(
            select(Staff.zone_id).where(
                Staff.process_id == process.id,
                Staff.person_id == person.id,
                Staff.role == Role.MODERATOR,
                Staff.since <= at,
                or_(Staff.until.is_(None), Staff.until > at),
            )
        )
    )
    if not zones:
        return None
    if None in zones:
        return Reach(None)
    held = zones_by_municipality(territory_of(process.cycle), today())
    return Reach(frozenset(place for place, zone in held.items() if zone.id in zones))


def _in_state(process: Process, reach: Reach, state: State) -> Select[Contribution]:
    query = select(Contribution).where(
        Contribution.process_id == process.id, Contribution.state == state
    )
    if reach.places is not None:
        query = query.where(Contribution.municipality_id.in_(sorted(reach.places)))
    return query


def _with_all_shown(query: Select[Contribution]) -> Select[Contribution]:
    return query.options(
        joinedload(Contribution.voice).joinedload(Voice.person),
        joinedload(Contribution.municipality),
        joinedload(Contribution.theme),
    )


def waiting_in(process: Process, reach: Reach, size: int = PAGE_SIZE) -> Sequence[Contribution]:
    """The head of the queue: what waits, the longest wait first."""
    query = _in_state(process, reach, State.WAITING)
    ordered = query.order_by(Contribution.submitted_at, Contribution.id).limit(size)
    return db.session.scalars(_with_all_shown(ordered)).all()


def decided_in(
    process: Process, reach: Reach, state: State, *, after: str | None = None
) -> Page[Contribution]:
    """One page of what is published or hidden, the newest first."""
    return paginate(
        _with_all_shown(_in_state(process, reach, state)),
        (Contribution.submitted_at, Contribution.id),
        lambda row: (row.submitted_at, row.id),
        after=after,
    )


def late_since(at: datetime) -> datetime:
    """The moment before which whatever arrived has waited too long."""
    return at - LATE_AFTER


def load_of(process: Process, reach: Reach, person: Person, at: datetime) -> Load:
    """How many wait and for how long, up to a thousand, and what this person has read today."""
    some = _in_state(process, reach, State.WAITING).limit(MOST_COUNTED)
    waiting = some.with_only_columns(Contribution.submitted_at).subquery()
    late = func.count().filter(waiting.c.submitted_at < late_since(at))
    number, over = db.session.execute(select(func.count(), late).select_from(waiting)).one()
    mine = (
        select(func.count())
        .select_from(Decision)
        .join(Decision.contribution)
        .where(
            Decision.by_id == person.id,
            Decision.at >= local(at).replace(hour=0, minute=0, second=0, microsecond=0),
            Decision.undone_at.is_(None),
            Contribution.process_id == process.id,
        )
    )
    return Load(number, over, db.session.scalar(mine) or 0)


def decisions_on(contribution: Contribution) -> Sequence[Decision]:
    """What was decided on a contribution and stands, oldest first, with who decided it."""
    return db.session.scalars(
        select(Decision)
        .options(joinedload(Decision.by))
        .where(Decision.contribution_id == contribution.id, Decision.undone_at.is_(None))
        .order_by(Decision.id)
    ).all()


def latest_decision(contribution: Contribution) -> Decision | None:
    """The last decision that stands, read anew, with who took it."""
    return db.session.scalar(
        select(Decision)
        .options(joinedload(Decision.by))
        .where(Decision.contribution_id == contribution.id, Decision.undone_at.is_(None))
        .order_by(Decision.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


def get_decision(contribution: Contribution, decision_id: int) -> Decision:
    """One decision on a contribution. Raises `NotFoundError`."""
    decision = db.session.scalar(
        select(Decision)
        .options(joinedload(Decision.by))
        .where(Decision.id == decision_id, Decision.contribution_id == contribution.id)
    )
    if decision is None:
        raise NotFoundError(_("There is no such decision."))
    return decision


def undoable_by(person: Person, process: Process, at: datetime) -> Decision | None:
    """The slip that a person can still take back, with what it was about."""
    return db.session.scalar(
        select(Decision)
        .join(Decision.contribution)
        .options(contains_eager(Decision.contribution))
        .where(
            Decision.by_id == person.id,
            Decision.at > at - UNDO_FOR,
            Decision.undone_at.is_(None),
            Contribution.process_id == process.id,
        )
        .order_by(Decision.id.desc())
        .limit(1)
    )
