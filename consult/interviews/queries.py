"""Reads of interviews: the desk's list, one of them, its files and link, who is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from consult.interviews.models import (
    BodyKind,
    FileKind,
    Interview,
    InterviewFile,
    InterviewLink,
    InterviewState,
    Presence,
    Wanted,
)
from consult.interviews.tokens import hash_of
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.processes import Process, tie_to_processes
from consult.taxonomy import territory_of
from consult.territory import Zone, zones_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


def interviews_in(process: Process) -> Sequence[Interview]:
    """The interviews of a consultation with their answers, those still to be held first."""
    return _several(Interview.process_id == process.id)


def interviews_with(interview_ids: Collection[int]) -> Sequence[Interview]:
    """The interviews of some ids, with their answers."""
    return _several(Interview.id.in_(interview_ids)) if interview_ids else ()


def find_interview(process: Process, code: str) -> Interview:
    """One interview with its answers. Raises `NotFoundError`; who may read it is asked apart."""
    return _one(Interview.code == code, Interview.process_id == process.id)


def get_interview(interview_id: int) -> Interview:
    """The interview of an id, with its answers. Raises `NotFoundError`."""
    return _one(Interview.id == interview_id)


def lock_interview(interview: Interview) -> None:
    """Hold an interview until the end of the transaction, and read it and its answers anew.

    What rests on consent asks for it after this: somebody may have taken it back meanwhile. Who
    marks its text does not wait: they hold the text, and refer to the interview after that.
    """
    db.lock_row(interview, lets_refer=True)
    db.session.refresh(interview, ["consents"])


def _several(which: ColumnElement[bool]) -> Sequence[Interview]:
    found = db.session.scalars(
        select(Interview)
        .options(joinedload(Interview.municipality))
        .where(which)
        .order_by(Interview.held_at.is_not(None), Interview.planned_for, Interview.id.desc())
    ).all()
    tie_to_processes(found)
    return found


def _one(*which: ColumnElement[bool]) -> Interview:
    found = db.session.scalar(
        select(Interview).options(joinedload(Interview.municipality)).where(*which)
    )
    if found is None:
        raise NotFoundError(_("There is no such interview."))
    tie_to_processes([found])
    return found


def files_of(interview: Interview) -> Sequence[InterviewFile]:
    """Audio and scans of an interview, deleted ones too, the first one first."""
    return db.session.scalars(
        select(InterviewFile)
        .where(InterviewFile.interview_id == interview.id)
        .order_by(InterviewFile.id)
    ).all()


def recording_of(interview: Interview) -> InterviewFile | None:
    """The first audio of an interview that is still there: times in its transcript are of it."""
    return db.session.scalar(
        select(InterviewFile)
        .where(
            InterviewFile.interview_id == interview.id,
            InterviewFile.kind == FileKind.AUDIO,
            InterviewFile.deleted_at.is_(None),
        )
        .order_by(InterviewFile.id)
        .limit(1)
    )


def find_file(interview: Interview, file_id: int) -> InterviewFile:
    """A file that is still there. Raises `NotFoundError`."""
    found = db.session.get(InterviewFile, file_id)
    if found is None or found.interview_id != interview.id or found.deleted_at is not None:
        raise NotFoundError(_("There is no such file."))
    return found


def presence_at(interview: Interview) -> Sequence[Presence]:
    """Who was at a meeting or discussion, by role."""
    return db.session.scalars(
        select(Presence).where(Presence.interview_id == interview.id).order_by(Presence.id)
    ).all()


def link_of(interview: Interview) -> InterviewLink | None:
    """The link that is not revoked, though it may have expired."""
    return db.session.scalar(
        select(InterviewLink).where(
            InterviewLink.interview_id == interview.id, InterviewLink.revoked_at.is_(None)
        )
    )


def number_of(link: InterviewLink) -> int:
    """How many links its interview has had, up to this one: what its token is made from."""
    query = select(func.count(InterviewLink.id)).where(
        InterviewLink.interview_id == link.interview_id, InterviewLink.id <= link.id
    )
    return int(db.session.execute(query).scalar_one())


def link_by(token: str) -> InterviewLink:
    """The link that a token opens, also an expired one. Raises `NotFoundError` once revoked."""
    link = db.session.scalar(
        select(InterviewLink).where(
            InterviewLink.token_hash == hash_of(token), InterviewLink.revoked_at.is_(None)
        )
    )
    if link is None:
        raise NotFoundError(_("This link does not work. Ask whoever gave it to you for another."))
    return link


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people of a kind of body were heard in a zone, are to be, and are wanted."""

    heard: int
    planned: int
    wanted: int

    @property
    def missing(self) -> int:
        """How many nobody has asked yet."""
        return max(0, self.wanted - self.heard - self.planned)


def hearing_of(process: Process) -> Mapping[int, Mapping[BodyKind, Cell]]:
    """The plan of whom to hear: every zone by its id, every kind of body, nobody left out."""
    counted: Counter[tuple[int | None, BodyKind, InterviewState]] = Counter()
    for zone_id, kind, state, many in db.session.execute(
        select(Interview.zone_id, Interview.body_kind, Interview.state, func.count())
        .where(Interview.process_id == process.id)
        .group_by(Interview.zone_id, Interview.body_kind, Interview.state)
    ):
        counted[zone_id, kind, state] = many
    wanted = {
        (zone_id, kind): people
        for zone_id, kind, people in db.session.execute(
            select(Wanted.zone_id, Wanted.body_kind, Wanted.people).where(
                Wanted.process_id == process.id
            )
        )
    }
    return {
        zone.id: {
            kind: Cell(
                heard=counted[zone.id, kind, InterviewState.HELD],
                planned=counted[zone.id, kind, InterviewState.PLANNED],
                wanted=wanted.get((zone.id, kind), 0),
            )
            for kind in BodyKind
        }
        for zone in zones_in(process)
    }


def zones_in(process: Process) -> Sequence[Zone]:
    """The zones of the plan that a consultation is about."""
    return zones_of(territory_of(process.cycle))


def such_people_of(interview: Interview) -> int:
    """How many people hold this role in this zone: as the interviewer says, else those heard."""
    if interview.such_people is not None:
        return interview.such_people
    if not interview.role:
        return 0
    query = select(func.count(Interview.id)).where(
        Interview.process_id == interview.process_id,
        Interview.state == InterviewState.HELD,
        func.lower(Interview.role) == interview.role.lower(),
        Interview.zone_id == interview.zone_id,
    )
    return int(db.session.execute(query).scalar_one())
