"""Reading what was decided, reported and asked again."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select, tuple_
from sqlalchemy.orm import joinedload

from consult.docket.models import UNDO_FOR, Batch, Decision, Report, SecondLook
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from consult.accounts import Person
    from consult.docket.subjects import Subject
    from consult.processes import Process

MEDIAN_OF = 30
_WITH_BOTH = (
    joinedload(SecondLook.decision).joinedload(Decision.by),
    joinedload(SecondLook.answer),
)


def decided_on(subject: Subject) -> tuple[Sequence[Decision], SecondLook | None]:
    """What was decided on a thing and stands, oldest first, by whom; and the second look asked.

    What nobody has decided on has no second look.
    """
    rows = db.session.execute(
        select(Decision, SecondLook)
        .outerjoin(
            SecondLook,
            and_(SecondLook.kind == Decision.kind, SecondLook.subject_id == Decision.subject_id),
        )
        .options(joinedload(Decision.by), *_WITH_BOTH)
        .where(
            Decision.kind == subject.kind.name,
            Decision.subject_id == subject.id,
            Decision.undone_at.is_(None),
        )
        .order_by(Decision.id)
    ).all()
    return [row[0] for row in rows], rows[0][1] if rows else None


def latest_decision(kind: str, subject_id: int) -> Decision | None:
    """The last decision that stands, read anew, with who took it."""
    return db.session.scalar(
        select(Decision)
        .options(joinedload(Decision.by))
        .where(
            Decision.kind == kind,
            Decision.subject_id == subject_id,
            Decision.undone_at.is_(None),
        )
        .order_by(Decision.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


def get_decision(subject: Subject, decision_id: int) -> Decision:
    """One decision on a thing. Raises `NotFoundError`."""
    decision = db.session.scalar(
        select(Decision)
        .options(joinedload(Decision.by))
        .where(
            Decision.id == decision_id,
            Decision.kind == subject.kind.name,
            Decision.subject_id == subject.id,
        )
    )
    if decision is None:
        raise NotFoundError(_("There is no such decision."))
    return decision


def get_batch(process: Process, batch_id: int) -> Batch:
    """Several decisions taken at once. Raises `NotFoundError`."""
    batch = db.session.scalar(
        select(Batch).where(Batch.id == batch_id, Batch.process_id == process.id)
    )
    if batch is None:
        raise NotFoundError(_("There are no such decisions."))
    return batch


def decisions_in(batch: Batch) -> Sequence[Decision]:
    """The decisions of a batch that stand, the last first."""
    return db.session.scalars(
        select(Decision)
        .options(joinedload(Decision.by))
        .where(Decision.batch_id == batch.id, Decision.undone_at.is_(None))
        .order_by(Decision.id.desc())
    ).all()


def undoable_by(person: Person, process: Process, at: datetime) -> Decision | None:
    """The slip that a person can still take back: their last decision, if it is fresh."""
    return db.session.scalar(
        select(Decision)
        .where(
            Decision.by_id == person.id,
            Decision.at > at - UNDO_FOR,
            Decision.undone_at.is_(None),
            Decision.process_id == process.id,
        )
        .order_by(Decision.id.desc())
        .limit(1)
    )


def usual_wait(process: Process) -> float | None:
    """How many seconds something waits as a rule: the median of the last thirty; none as yet."""
    waited = db.session.scalars(
        select(Decision.waited)
        .where(
            Decision.process_id == process.id,
            Decision.waited.is_not(None),
            Decision.undone_at.is_(None),
        )
        .order_by(Decision.at.desc(), Decision.id.desc())
        .limit(MEDIAN_OF)
    ).all()
    known = [seconds for seconds in waited if seconds is not None]
    return median(known) if known else None


def reports_on(subject: Subject) -> Sequence[Report]:
    """What readers said of a thing, and nobody has answered yet, oldest first."""
    return db.session.scalars(
        select(Report)
        .where(
            Report.kind == subject.kind.name,
            Report.subject_id == subject.id,
            Report.decision_id.is_(None),
        )
        .order_by(Report.id)
    ).all()


def report_by(person: Person, subject: Subject) -> Report | None:
    """What a person said of a thing, if they did."""
    return db.session.scalar(
        select(Report).where(
            Report.kind == subject.kind.name,
            Report.subject_id == subject.id,
            Report.person_id == person.id,
        )
    )


def second_look_at(subject: Subject) -> SecondLook | None:
    """The author's wish for another moderator, with the decision it is about and its answer."""
    return second_looks_at(subject.kind.name, [subject.id]).get(subject.id)


def second_looks_at(kind: str, ids: Iterable[int]) -> dict[int, SecondLook]:
    """The authors' wishes on several things of a kind, by the id of the thing."""
    rows = db.session.scalars(
        select(SecondLook)
        .options(*_WITH_BOTH)
        .where(SecondLook.kind == kind, SecondLook.subject_id.in_(list(ids)))
    )
    return {row.subject_id: row for row in rows}


def last_seen_of(keys: Sequence[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """The id of the last decision that stands on each of several things, where there is one."""
    if not keys:
        return {}
    rows = db.session.execute(
        select(Decision.kind, Decision.subject_id, func.max(Decision.id))
        .where(
            tuple_(Decision.kind, Decision.subject_id).in_(list(keys)),
            Decision.undone_at.is_(None),
        )
        .group_by(Decision.kind, Decision.subject_id)
    )
    return {(kind, number): last for kind, number, last in rows}
