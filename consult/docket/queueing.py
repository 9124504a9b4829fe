"""Keeping the queue true: a thing is in it once, for what it is now, and for as long as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from consult.contributions import State
from consult.docket.models import Matter, Report, SecondLook, Work
from consult.kernel.db import db

if TYPE_CHECKING:
    from datetime import datetime

    from consult.contributions import Contribution
    from consult.docket.subjects import Subject

WORK_IN = {
    State.WAITING: Work.WAITING,
    State.PUBLISHED: Work.REPORTED,
    State.HIDDEN: Work.SECOND_LOOK,
}
"""What may be left to do with a thing in each state: never two kinds of work at once."""


@dataclass(frozen=True, slots=True)
class _Need:
    work: Work
    since: datetime
    reports: int = 0


def bring_up_to_date(subject: Subject) -> None:
    """Put a thing into the queue, take it out, or renew why it is there; its row is held."""
    need = _need_of(subject)
    matter = db.session.scalar(
        select(Matter).where(Matter.kind == subject.kind.name, Matter.subject_id == subject.id)
    )
    if need is None:
        if matter is not None:
            db.session.delete(matter)
    else:
        if matter is None:
            matter = Matter(
                kind=subject.kind.name, subject_id=subject.id, process_id=subject.process.id
            )
            db.session.add(matter)
        matter.work, matter.since, matter.reports = need.work, need.since, need.reports
        matter.municipality_id = subject.place_id
        matter.theme_id = subject.theme.id if subject.theme else None
        matter.channel = subject.channel
    db.session.flush()


def _need_of(subject: Subject) -> _Need | None:
    if subject.state is State.WAITING:
        return _Need(Work.WAITING, subject.said_at)
    if subject.state is State.PUBLISHED:
        told, first = db.session.execute(
            select(func.count(), func.min(Report.at)).where(
                Report.kind == subject.kind.name,
                Report.subject_id == subject.id,
                Report.decision_id.is_(None),
            )
        ).one()
        return _Need(Work.REPORTED, first, told) if told else None
    if subject.state is State.HIDDEN:
        asked = db.session.scalar(
            select(SecondLook.asked_at).where(
                SecondLook.kind == subject.kind.name,
                SecondLook.subject_id == subject.id,
                SecondLook.answer_id.is_(None),
            )
        )
        return _Need(Work.SECOND_LOOK, asked) if asked else None
    return None


def take_in(contribution: Contribution) -> None:
    """Put what waits into the queue by when it came; what is there already keeps its place."""
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    db.session.execute(
        insert(Matter)
        .values(
            kind="contribution",
            subject_id=contribution.id,
            process_id=contribution.process_id,
            work=Work.WAITING,
            since=contribution.submitted_at,
            reports=0,
            municipality_id=contribution.municipality_id,
            theme_id=contribution.theme_id,
            channel=contribution.channel,
        )
        .on_conflict_do_update(
            index_elements=["kind", "subject_id"],
            set_={
                "municipality_id": contribution.municipality_id,
                "theme_id": contribution.theme_id,
            },
        )
    )


def take_out(kind: str, subject_id: int, state: State) -> None:
    """Take a thing out of the queue, unless what is left to do with it belongs to its state."""
    leaving = delete(Matter).where(Matter.kind == kind, Matter.subject_id == subject_id)
    if state in WORK_IN:
        leaving = leaving.where(Matter.work != WORK_IN[state])
    db.session.execute(leaving)
