"""Reads of what went back to an interviewee, and of where a contribution was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, select

from consult.contributions import Channel, Contribution, State
from consult.ideamap import Node, NodeLink
from consult.interviews import Interview
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.projects import CandidateProject, Origin
from consult.returning.models import ReturnedPassage, ReturnRound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def returned_of(interview: Interview) -> Sequence[ReturnedPassage]:
    """The passages an interviewee was given to read, in the order of the text."""
    return db.session.scalars(
        select(ReturnedPassage)
        .where(ReturnedPassage.interview_id == interview.id)
        .order_by(ReturnedPassage.number)
    ).all()


def find_returned(interview: Interview, number: int) -> ReturnedPassage:
    """One of them, read anew. Raises `NotFoundError`."""
    found = db.session.scalar(
        select(ReturnedPassage)
        .where(ReturnedPassage.interview_id == interview.id, ReturnedPassage.number == number)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError(_("There is no such passage."))
    return found


def round_of(interview: Interview) -> ReturnRound | None:
    """The round under way, if any."""
    return db.session.scalar(
        select(ReturnRound).where(
            ReturnRound.interview_id == interview.id, ReturnRound.closed_at.is_(None)
        )
    )


@dataclass(frozen=True, slots=True)
class Returned:
    """How many passages of an interview were given to read, and what became of them."""

    passages: int
    answered: int
    published: int


def counts_of(interview_ids: Sequence[int]) -> Mapping[int, Returned]:
    """What became of the passages of some interviews, those that were given any to read."""
    rows = db.session.execute(
        select(
            ReturnedPassage.interview_id,
            func.count(),
            func.count(ReturnedPassage.answer),
            func.sum(case((ReturnedPassage.contribution_id.is_not(None), 1), else_=0)),
        )
        .where(ReturnedPassage.interview_id.in_(interview_ids))
        .group_by(ReturnedPassage.interview_id)
    )
    return {one: Returned(many, answered, int(public)) for one, many, answered, public in rows}


def passages_behind(contribution_ids: Sequence[int]) -> Mapping[int, ReturnedPassage]:
    """The passages that some contributions are, by their ids."""
    found = db.session.scalars(
        select(ReturnedPassage).where(ReturnedPassage.contribution_id.in_(contribution_ids))
    )
    return {one.contribution_id or 0: one for one in found}


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A node or a project where voices stood that their interviewee took back, and still stand."""

    process_id: int
    node_id: int | None
    project_code: str | None
    title: Mapping[str, str]


def taken_back_in(process_ids: Sequence[int]) -> Sequence[TakenBack]:
    """Where curators have still to look whether what rested on an interview holds without it."""
    gone = and_(
        Contribution.process_id.in_(process_ids),
        Contribution.channel == Channel.INTERVIEW,
        Contribution.state == State.WITHDRAWN,
    )
    on_nodes = db.session.execute(
        select(Node.process_id, Node.id, Node.title)
        .where(
            Node.id.in_(
                select(NodeLink.node_id)
                .join(Contribution, Contribution.id == NodeLink.contribution_id)
                .where(gone, NodeLink.unlinked_at.is_(None))
            )
        )
        .order_by(Node.id)
    )
    in_projects = db.session.execute(
        select(CandidateProject.process_id, CandidateProject.code, CandidateProject.title)
        .where(
            CandidateProject.id.in_(
                select(Origin.project_id)
                .join(Contribution, Contribution.id == Origin.contribution_id)
                .where(gone, Origin.removed_at.is_(None))
            )
        )
        .order_by(CandidateProject.id)
    )
    return [
        *(TakenBack(process_id, node_id, None, title) for process_id, node_id, title in on_nodes),
        *(TakenBack(process_id, None, code, title) for process_id, code, title in in_projects),
    ]


def published_behind(passages: Sequence[ReturnedPassage]) -> Mapping[int, Contribution]:
    """The contributions that some passages became, by the contribution's id."""
    ids = [one.contribution_id for one in passages if one.contribution_id is not None]
    found = db.session.scalars(select(Contribution).where(Contribution.id.in_(ids)))
    return {one.id: one for one in found}
