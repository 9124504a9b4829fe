"""Reads about news: how often one wants it, what one follows, and what is still true of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from consult.contributions import Contribution, speakers_of
from consult.discussion import Comment
from consult.discussion import State as CommentState
from consult.ideamap import NodeLink
from consult.kernel.db import db
from consult.notifications.models import SPANS, Follow, Kind, Notice, Pace, Preference
from consult.projects import CandidateProject, Origin, ProjectState
from consult.projects import State as ProjectStage
from consult.voting import backers_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import InstrumentedAttribute

    from consult.accounts import Person

MOST_AT_ONCE = 100
"""Of very many pieces of news a letter tells the latest, and all count as told."""
MOST_TOLD = 50
"""So many hear of a change in one transaction; the others in the next."""
MOST_DIGESTS = 50
"""So many are promised in one transaction."""
MOVES = {
    Kind.ACCEPTED: ProjectStage.ACCEPTED,
    Kind.SET_ASIDE: ProjectStage.SET_ASIDE,
    Kind.JOINED: ProjectStage.JOINED,
}
"""News of an act in a project's life, told while the project is still in that state."""


def pace_of(person: Person) -> Pace:
    """Return how often a person wants letters."""
    chosen = db.session.scalar(select(Preference.pace).where(Preference.person_id == person.id))
    return chosen or Pace.AT_ONCE


def followed_by(person_id: int, contribution_ids: Iterable[int]) -> set[int]:
    """Return which of these contributions a person follows."""
    query = select(Follow.contribution_id).where(
        Follow.person_id == person_id, Follow.contribution_id.in_(list(contribution_ids))
    )
    return set(db.session.scalars(query))


def followers_of(contribution_ids: Iterable[int]) -> dict[int, list[int]]:
    """Return who follows each of these contributions, by person."""
    found: dict[int, list[int]] = {}
    query = select(Follow.contribution_id, Follow.person_id).where(
        Follow.contribution_id.in_(list(contribution_ids))
    )
    for contribution_id, person_id in db.session.execute(query):
        found.setdefault(contribution_id, []).append(person_id)
    return found


def hearers_of_change(contribution_id: int, after: int) -> list[int]:
    """Return who follows a contribution or stands behind it: some of those `after` one, sorted."""
    followers = select(Follow.person_id).where(
        Follow.contribution_id == contribution_id, Follow.person_id > after
    )
    some = db.session.scalars(followers.order_by(Follow.person_id).limit(MOST_TOLD))
    people = {*some, *backers_of(contribution_id, after, MOST_TOLD)}
    return sorted(people)[:MOST_TOLD]


def authors_of(contribution_ids: Iterable[int]) -> dict[int, int]:
    """Return the person who said each of these, if a person did."""
    return speakers_of(contribution_ids)


def author_id_of(contribution: Contribution) -> int | None:
    """Return the person who said it, if a person did."""
    return speakers_of([contribution.id]).get(contribution.id)


def untold_to(person: Person) -> Sequence[Notice]:
    """Return the news that a person has not been told, the latest of it, in its order."""
    query = (
        _shown()
        .where(Notice.person_id == person.id, Notice.told_at.is_(None))
        .order_by(Notice.at.desc(), Notice.id.desc())
        .limit(MOST_AT_ONCE)
    )
    return list(reversed(db.session.scalars(query).all()))


def latest_news_for(person: Person, many: int) -> Sequence[Notice]:
    """Return the latest that moved among what a person said or follows, if it is still true."""
    query = (
        _shown()
        .where(Notice.person_id == person.id, Notice.kind != Kind.LETTER)
        .order_by(Notice.at.desc(), Notice.id.desc())
        .limit(many)
    )
    return still_true(db.session.scalars(query).all())


def due_for_digest(at: datetime, after: int = 0) -> Sequence[int]:
    """Return the people whose oldest untold news has waited as long as they chose.

    Some at a time, by their ids: those that come `after` one.
    """
    late = [
        (Preference.pace == pace) & (func.min(Notice.at) <= at - span)
        for pace, span in SPANS.items()
    ]
    query = (
        select(Notice.person_id)
        .join(Preference, Preference.person_id == Notice.person_id)
        .where(Notice.told_at.is_(None), Notice.person_id > after)
        .group_by(Notice.person_id, Preference.pace)
        .having(or_(*late))
        .order_by(Notice.person_id)
        .limit(MOST_DIGESTS)
    )
    return db.session.scalars(query).all()


def still_true(notices: Sequence[Notice]) -> Sequence[Notice]:
    """Leave out news of what was hidden, withdrawn or taken off meanwhile."""
    comments = select(Comment.id).where(Comment.state == CommentState.PUBLISHED)
    links = select(NodeLink.id).where(NodeLink.unlinked_at.is_(None))
    origins = (
        select(Origin.id)
        .join(CandidateProject, CandidateProject.id == Origin.project_id)
        .where(Origin.removed_at.is_(None), CandidateProject.state != ProjectStage.DRAFT)
    )
    acts = (
        select(ProjectState.id)
        .join(CandidateProject, CandidateProject.id == ProjectState.project_id)
        .where(CandidateProject.state == ProjectState.state)
    )
    moved = _left(acts, ProjectState.id, _of(MOVES, notices))
    there = dict.fromkeys(MOVES, moved) | {
        Kind.COMMENTED: _left(comments, Comment.id, _of([Kind.COMMENTED], notices)),
        Kind.LINKED: _left(links, NodeLink.id, _of([Kind.LINKED], notices)),
        Kind.IN_PROJECT: _left(origins, Origin.id, _of([Kind.IN_PROJECT], notices)),
    }
    return [one for one in notices if one.kind is Kind.LETTER or _is_true(one, there)]


def _is_true(notice: Notice, there: Mapping[Kind, set[int]]) -> bool:
    if notice.contribution is None or not notice.contribution.is_public:
        return False
    return notice.kind not in there or notice.number in there[notice.kind]


def _of(kinds: Collection[Kind], notices: Sequence[Notice]) -> list[int]:
    return [one.number for one in notices if one.kind in kinds]


def _left(query: Select[int], column: InstrumentedAttribute[int], ids: list[int]) -> set[int]:
    return set(db.session.scalars(query.where(column.in_(ids)))) if ids else set()


def _shown() -> Select[Notice]:
    return select(Notice).options(joinedload(Notice.contribution).joinedload(Contribution.process))
