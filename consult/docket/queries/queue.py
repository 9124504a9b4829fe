"""Reading the queue, narrowed as a moderator wants it, and how much work there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, func, null, or_, select, tuple_, union_all
from sqlalchemy.orm import joinedload

from consult.accounts import Person
from consult.contributions import Channel, Contribution, State, Voice
from consult.docket.models import UNDO_FOR, Decision, Matter, Work
from consult.docket.reach import Reach
from consult.docket.subjects import Subject, kinds, subjects_with
from consult.kernel.db import db
from consult.kernel.paging import PAGE_SIZE, Page, paginate
from consult.kernel.times import local
from consult.processes import Process

if TYPE_CHECKING:
    from collections.abc import Sequence

LATE_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which matters the queue shows; an empty one shows all."""

    work: Work | None = None
    kind: str | None = None
    places: frozenset[int] | None = None
    theme_id: int | None = None
    channel: Channel | None = None
    words: str = ""
    assigned_to_id: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the queue: why it is there, and what it is about."""

    matter: Matter
    subject: Subject


@dataclass(frozen=True, slots=True)
class Load:
    """How much work there is, and how much was done."""

    waiting: int
    late: int
    reported: int
    second_looks: int
    decided_today: int
    can_undo: bool = False

    @property
    def all(self) -> int:
        """Everything that is in the queue."""
        return self.waiting + self.reported + self.second_looks


def _in(process: Process, reach: Reach) -> Select[Any]:
    query = select(Matter).where(Matter.process_id == process.id)
    if reach.places is not None:
        query = query.where(Matter.municipality_id.in_(sorted(reach.places)))
    return query


def _sifted(query: Select[Any], sieve: Sieve) -> Select[Any]:
    for column, wanted in (
        (Matter.work, sieve.work),
        (Matter.kind, sieve.kind),
        (Matter.theme_id, sieve.theme_id),
        (Matter.channel, sieve.channel),
        (Matter.assigned_to_id, sieve.assigned_to_id),
    ):
        if wanted is not None:
            query = query.where(column == wanted)
    if sieve.places is not None:
        query = query.where(Matter.municipality_id.in_(sorted(sieve.places)))
    if sieve.words:
        query = query.where(
            or_(
                *(
                    and_(Matter.kind == kind.name, Matter.subject_id.in_(kind.holding(sieve.words)))
                    for kind in kinds().values()
                )
            )
        )
    return query


def head_of_queue(
    process: Process,
    reach: Reach,
    sieve: Sieve,
    *,
    after: Matter | None = None,
    size: int = PAGE_SIZE,
) -> list[Row]:
    """What waits, the longest wait first, from the beginning or after one matter."""
    query = _sifted(_in(process, reach), sieve).order_by(Matter.since, Matter.id)
    if after is not None:
        query = query.where(tuple_(Matter.since, Matter.id) > tuple_(after.since, after.id))
    matters = db.session.scalars(
        query.options(
            joinedload(Matter.municipality),
            joinedload(Matter.assigned_to),
            joinedload(Matter.held_by),
        ).limit(size)
    ).all()
    subjects = subjects_with([(one.kind, one.subject_id) for one in matters])
    rows = [(one, subjects.get((one.kind, one.subject_id))) for one in matters]
    return [Row(matter, subject) for matter, subject in rows if subject is not None]


def following(
    process: Process, reach: Reach, sieve: Sieve, after: Matter | None, *, around: bool
) -> tuple[str, int] | None:
    """The key of what comes after a matter in the queue; `around`, its head when nothing does."""
    query = _sifted(_in(process, reach), sieve).with_only_columns(Matter.kind, Matter.subject_id)
    ordered = query.order_by(Matter.since, Matter.id).limit(1)
    found = None
    if after is not None:
        later = tuple_(Matter.since, Matter.id) > tuple_(after.since, after.id)
        found = db.session.execute(ordered.where(later)).first()
        ordered = ordered.where(Matter.id != after.id)
    if found is None and (around or after is None):
        found = db.session.execute(ordered).first()
    return (found.kind, found.subject_id) if found else None


def preceding(
    process: Process, reach: Reach, sieve: Sieve, before: Matter
) -> tuple[str, int] | None:
    """The key of what comes before a matter in the queue."""
    query = _sifted(_in(process, reach), sieve).with_only_columns(Matter.kind, Matter.subject_id)
    found = db.session.execute(
        query.where(tuple_(Matter.since, Matter.id) < tuple_(before.since, before.id))
        .order_by(Matter.since.desc(), Matter.id.desc())
        .limit(1)
    ).first()
    return (found.kind, found.subject_id) if found else None


def matter_of(subject: Subject) -> Matter | None:
    """Why a thing is in the queue, if it is, with who has it."""
    return db.session.scalar(
        select(Matter)
        .options(joinedload(Matter.assigned_to), joinedload(Matter.held_by))
        .where(Matter.kind == subject.kind.name, Matter.subject_id == subject.id)
    )


def decided_in(
    process: Process, reach: Reach, state: State, *, after: str | None = None
) -> Page[Contribution]:
    """One page of the contributions in a state that is decided, the newest first."""
    query = (
        select(Contribution)
        .where(Contribution.process_id == process.id, Contribution.state == state)
        .options(
            joinedload(Contribution.voice).joinedload(Voice.person),
            joinedload(Contribution.municipality),
            joinedload(Contribution.theme),
        )
    )
    if reach.places is not None:
        query = query.where(Contribution.municipality_id.in_(sorted(reach.places)))
    return paginate(
        query,
        (Contribution.submitted_at, Contribution.id),
        lambda row: (row.submitted_at, row.id),
        after=after,
    )


def late_since(at: datetime) -> datetime:
    """The moment before which whatever arrived has waited too long."""
    return at - LATE_AFTER


def load_of(process: Process, reach: Reach, person: Person, at: datetime) -> Load:
    """How much waits of each kind of work and for how long, and what this person read today.

    `can_undo` says whether they have decided something so lately that they can take it back.
    """
    midnight, fresh = local(at).replace(hour=0, minute=0, second=0, microsecond=0), at - UNDO_FOR
    late = func.count().filter(Matter.since < late_since(at))
    counted = (
        _in(process, reach).with_only_columns(Matter.work, func.count(), late).group_by(Matter.work)
    )
    mine = select(
        null(),
        func.count().filter(Decision.at >= midnight),
        func.count().filter(Decision.at > fresh),
    ).where(
        Decision.by_id == person.id,
        Decision.at >= min(midnight.astimezone(UTC), fresh),
        Decision.undone_at.is_(None),
        Decision.process_id == process.id,
    )
    rows: Sequence[Any] = db.session.execute(union_all(counted, mine)).all()
    by_work: dict[Work | None, tuple[int, int]] = {row[0]: (row[1], row[2]) for row in rows}
    decided_today, undoable = by_work.pop(None)
    return Load(
        waiting=by_work.get(Work.WAITING, (0, 0))[0],
        late=sum(over for _number, over in by_work.values()),
        reported=by_work.get(Work.REPORTED, (0, 0))[0],
        second_looks=by_work.get(Work.SECOND_LOOK, (0, 0))[0],
        decided_today=decided_today,
        can_undo=undoable > 0,
    )
