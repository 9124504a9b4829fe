"""Reads about consultations: which one, at what point, by what pact, and who works on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Protocol

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from consult.accounts import Person
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.reading import once_a_reading
from consult.kernel.times import set_zone
from consult.processes.models import Pact, PactAcceptance, Process, Role, Staff, State
from consult.taxonomy import is_own

LATEST = "latest_processes"
MOST_LATEST = 12


def get_process(slug: str, person: Person | None) -> Process:
    """The consultation of this address, and its clock as the one that moments are shown on.

    Raises `NotFoundError` when there is none, or none that this person may see: a draft is seen
    by its staff and by administrators, and answers everyone else as if it did not exist.
    """
    # Whoever writes needs this one alone, read anew; a page has read the latest, or will.
    latest = () if db.session.info.get("writing") else _latest()
    process = next((one for one in latest if one.slug == slug), None)
    if process is None:
        process = db.session.scalar(select(Process).where(Process.slug == slug))
    if process is None or not is_visible(process, person):
        raise NotFoundError(_("There is no such consultation."))
    set_zone(process.cycle.time_zone)
    return process


def _latest() -> Sequence[Process]:
    """The latest public consultations; nearly every page is about one of them."""
    session = db.session
    if not session.info.get("writing") and LATEST in session.info:
        kept: Sequence[Process] = session.info[LATEST]
        return kept
    session.info[LATEST] = found = session.scalars(_latest_query()).all()
    return found


@cache
def _latest_query() -> Select[Process]:
    return (
        select(Process)
        .where(Process.state != State.DRAFT)
        .order_by(Process.published_at.desc(), Process.id.desc())
        .limit(MOST_LATEST)
    )


def is_visible(process: Process, person: Person | None) -> bool:
    """Whether a person may know of a consultation at all."""
    if process.state is not State.DRAFT:
        return True
    return person is not None and works_as(person, process)


class OfProcess(Protocol):
    """A thing of a consultation."""

    @property
    def process_id(self) -> int:
        """The id of its consultation."""


def tie_to_processes(things: Iterable[OfProcess]) -> None:
    """Give things of consultations their `process`: the one that the session holds, if it does.

    Nearly always it is the one that the page is about, with all its phases: a join would load
    them anew with each list.
    """
    for one in things:
        set_committed_value(one, "process", db.session.get_one(Process, one.process_id))


def current_process() -> Process | None:
    """The consultation that the site is about now, and its clock as the one of the pages.

    The one named in the configuration; else the latest published with an open phase, those on a
    plan before those with a vocabulary of their own; else the latest published; else the latest
    closed.
    """
    at, named = now(), current_config().default_process
    seen = list(_latest())
    if named and named not in {one.slug for one in seen}:
        seen += db.session.scalars(
            select(Process).where(Process.slug == named, Process.state != State.DRAFT)
        )
    if not seen:
        return None
    chosen = max(
        seen,
        key=lambda one: (
            one.slug == named,
            one.state is State.PUBLISHED,
            not is_own(one.cycle),
            bool(one.open_phases(at)),
        ),
    )
    set_zone(chosen.cycle.time_zone)
    return chosen


def processes_seen_by(person: Person | None) -> Sequence[Process]:
    """Every consultation that a person may see, drafts first, then the latest."""
    seen: ColumnElement[bool] = Process.state != State.DRAFT
    if person is not None and not person.suspended:
        if person.is_administrator:
            seen = Process.id.is_not(None)
        else:
            own = select(Staff.process_id).where(Staff.person_id == person.id, *_serving(now()))
            seen = or_(seen, Process.id.in_(own))
    return db.session.scalars(
        select(Process)
        .where(seen)
        .order_by(Process.published_at.is_not(None), Process.published_at.desc(), Process.id.desc())
    ).all()


def _serving(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return Staff.since <= at, or_(Staff.until.is_(None), Staff.until > at)


def posts_of(person: Person, process: Process) -> list[tuple[Role, int | None]]:
    """The roles in which a person works on a consultation now, each with its zone's id or none."""
    return _posts((person, process))


@once_a_reading
def _posts(who_and_where: Sequence[Person | Process]) -> list[tuple[Role, int | None]]:
    person, process = who_and_where
    rows = db.session.execute(
        select(Staff.role, Staff.zone_id).where(
            Staff.process_id == process.id, Staff.person_id == person.id, *_serving(now())
        )
    )
    return [(role, zone_id) for role, zone_id in rows]


def roles_of(person: Person | None, process: Process) -> frozenset[Role]:
    """The roles in which a person may work on a consultation, in whatever zone."""
    if person is None or person.suspended:
        return frozenset()
    if person.is_administrator:
        return frozenset(Role)
    return frozenset(role for role, _zone_id in posts_of(person, process))


def works_as(
    person: Person | None, process: Process, *roles: Role, zone_id: int | None = None
) -> bool:
    """Whether a person may work on a consultation in one of these roles (none named: in any).

    Administrators may. With a zone: in that one, or everywhere.
    """
    if person is None or person.suspended:
        return False
    if person.is_administrator:
        return True
    return any(
        (not roles or role in roles) and (zone_id is None or where in {None, zone_id})
        for role, where in posts_of(person, process)
    )


def staff_of(process: Process) -> Sequence[Staff]:
    """Who works on a consultation now, with their names and zones, by role."""
    return db.session.scalars(
        select(Staff)
        .options(joinedload(Staff.person), joinedload(Staff.zone))
        .where(Staff.process_id == process.id, *_serving(now()))
        .order_by(Staff.role, Staff.id)
    ).all()


def pact_versions(process: Process) -> Sequence[Pact]:
    """Every version of a consultation's pact, the present one first."""
    return db.session.scalars(
        select(Pact).where(Pact.process_id == process.id).order_by(Pact.version.desc())
    ).all()


def pact_of(process: Process) -> Pact | None:
    """The present version of a consultation's pact."""
    return db.session.scalar(
        select(Pact).where(Pact.process_id == process.id).order_by(Pact.version.desc()).limit(1)
    )


def pact_to_accept(person: Person, process: Process) -> Pact | None:
    """The pact that a person must accept before contributing, or none when nothing is missing."""
    accepted = exists().where(
        PactAcceptance.pact_id == Pact.id, PactAcceptance.person_id == person.id
    )
    row = db.session.execute(
        select(Pact, accepted)
        .where(Pact.process_id == process.id)
        .order_by(Pact.version.desc())
        .limit(1)
    ).first()
    return None if row is None or row[1] else row[0]
