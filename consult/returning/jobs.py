"""Letters to interviewees with their passages, reminders, the end of silence, and to curators."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from consult.accounts import Person
from consult.contributions import Contribution
from consult.ideamap import NodeLink
from consult.interviews import get_interview, link_of, write_with_link
from consult.kernel import mail
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.i18n import speaking, text
from consult.kernel.jobs import every, job
from consult.processes import Process, Role, Staff
from consult.projects import CandidateProject, Origin
from consult.returning.models import ReturnedPassage, ReturnRound

REMINDED = (timedelta(days=7), timedelta(days=2))
"""So long before the end of a round whoever has not answered is written to once more."""


@job
def write_of_passages(*, round_id: int, number: int) -> None:
    """Write to an interviewee that passages wait (0), or once more (1 and 2) while some do."""
    sent = db.session.get(ReturnRound, round_id)
    if sent is None or sent.closed_at is not None:
        return
    interview = get_interview(sent.interview_id)
    link, waiting = link_of(interview), _waiting(interview.id)
    if link is None or not link.is_valid(now()) or not waiting:
        return
    template = "returning/mail/reminder.txt" if number else "returning/mail/passages.txt"
    write_with_link(interview, link, template, sent.closes_at, waiting)


@every(seconds=3600, outside=True)
def remind_of_passages() -> None:
    """Promise the reminders that are due, each once."""
    at = now()
    for number, before in enumerate(REMINDED, start=1):
        with db.aside() as session:
            due = session.scalars(
                select(ReturnRound.id).where(
                    ReturnRound.closed_at.is_(None),
                    ReturnRound.reminders < number,
                    ReturnRound.closes_at > at,
                    ReturnRound.closes_at <= at + before,
                    ReturnRound.sent_at <= at - before,
                )
            ).all()
        for round_id in due:
            with db.transaction() as session:
                sent = session.get_one(ReturnRound, round_id)
                sent.reminders = number
                write_of_passages.later(round_id=round_id, number=number)


def rounds_to_close() -> list[int]:
    """The rounds whose days are over, by their ids."""
    with db.aside() as session:
        return list(
            session.scalars(
                select(ReturnRound.id)
                .where(ReturnRound.closed_at.is_(None), ReturnRound.closes_at <= now())
                .order_by(ReturnRound.id)
            )
        )


def _waiting(interview_id: int) -> int:
    query = select(func.count(ReturnedPassage.id)).where(
        ReturnedPassage.interview_id == interview_id, ReturnedPassage.answer.is_(None)
    )
    return int(db.session.execute(query).scalar_one())


@job
def tell_who_used_them(*, contribution_ids: str) -> None:
    """Write to curators and planners where voices stood that were withdrawn; none of their words.

    One letter each; to nobody when they stood nowhere.
    """
    ids = [int(one) for one in contribution_ids.split(",")]
    process_id = db.session.scalar(
        select(Contribution.process_id).where(Contribution.id.in_(ids)).limit(1)
    )
    process = db.session.get_one(Process, process_id)
    nodes = set(
        db.session.scalars(
            select(NodeLink.node_id).where(
                NodeLink.contribution_id.in_(ids), NodeLink.unlinked_at.is_(None)
            )
        )
    )
    codes = set(
        db.session.scalars(
            select(CandidateProject.code)
            .join(Origin, Origin.project_id == CandidateProject.id)
            .where(Origin.contribution_id.in_(ids), Origin.removed_at.is_(None))
        )
    )
    if not nodes and not codes:
        return
    desk = f"{current_config().base_url}/processes/{process.slug}"
    places = [f"{desk}/idea-map/nodes/{one}" for one in sorted(nodes)]
    places += [f"{desk}/projects/{one}" for one in sorted(codes)]
    for person in _who_curates(process):
        with speaking(person.language):
            title = text(process.title)
        mail.send(
            person.email,
            "returning/mail/withdrawn.txt",
            person.language,
            title=title,
            voices=len(ids),
            places=places,
        )


def _who_curates(process: Process) -> list[Person]:
    at = now()
    query = select(Person).where(
        Person.suspended_at.is_(None),
        Person.id.in_(
            select(Staff.person_id).where(
                Staff.process_id == process.id,
                Staff.role.in_((Role.CURATOR, Role.PLANNER)),
                Staff.since <= at,
                (Staff.until.is_(None)) | (Staff.until > at),
            )
        ),
    )
    return list(db.session.scalars(query.order_by(Person.id)))
