"""Reads about supports: who stands behind what, and whether it is shown how many do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, func, select

from consult.accounts import Person
from consult.contributions import Contribution, Voice
from consult.kernel.db import db
from consult.processes import Process
from consult.voting.models import Support


@dataclass(frozen=True, slots=True)
class Backing:
    """What one person stands behind, among some contributions, since when, and their voice's id.

    `read` holds the versions whose changes they say they have read.
    """

    voice_id: int | None = None
    since: Mapping[int, datetime] = field(default_factory=dict)
    read: Mapping[int, int] = field(default_factory=dict)

    @property
    def supported(self) -> frozenset[int]:
        """The ids of what they stand behind."""
        return frozenset(self.since)


def backing_of(person: Person | None, contribution_ids: Iterable[int]) -> Backing:
    """Return which of these contributions a person supports, in one query for all."""
    if person is None:
        return Backing()
    rows = db.session.execute(
        select(Voice.id, Support.contribution_id, Support.at, Support.read_version)
        .outerjoin(
            Support,
            and_(Support.voice_id == Voice.id, Support.contribution_id.in_(list(contribution_ids))),
        )
        .where(Voice.person_id == person.id)
    ).all()
    if not rows:
        return Backing()
    return Backing(
        rows[0][0],
        {one: at for _voice, one, at, _read in rows if one},
        {one: read for _voice, one, _at, read in rows if one and read},
    )


def backed_by(person_id: int, contribution_ids: Iterable[int]) -> frozenset[int]:
    """Return which of these contributions a person stands behind now."""
    return frozenset(
        db.session.scalars(
            select(Support.contribution_id)
            .join(Voice, Voice.id == Support.voice_id)
            .where(
                Voice.person_id == person_id, Support.contribution_id.in_(list(contribution_ids))
            )
        )
    )


def backers_of(contribution_id: int, after: int, most: int) -> list[int]:
    """Return who stands behind a contribution, by person: so many of those `after` one."""
    return list(
        db.session.scalars(
            select(Voice.person_id)
            .join(Support, Support.voice_id == Voice.id)
            .where(Support.contribution_id == contribution_id, Voice.person_id > after)
            .order_by(Voice.person_id)
            .limit(most)
        )
    )


def supports_visible(process: Process, at: datetime) -> bool:
    """Whether anything may tell how many stand behind a contribution: a count, an order, a map."""
    return process.shows_supports(at)


def supporters_of(contribution: Contribution) -> list[Person]:
    """Return the people who stand behind a contribution, to be told what becomes of it."""
    query = (
        select(Person)
        .join(Voice, Voice.person_id == Person.id)
        .join(Support, Support.voice_id == Voice.id)
        .where(Support.contribution_id == contribution.id)
        .order_by(Support.id)
    )
    return list(db.session.scalars(query))


def recount_supports(contribution: Contribution) -> int:
    """Count the rows afresh, to hold against the contribution's own count."""
    counted = select(func.count()).where(Support.contribution_id == contribution.id)
    return db.session.scalar(counted) or 0
