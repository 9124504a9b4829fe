"""Reads about promises: those of a session, those that everyone may read, and their acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import contains_eager

from consult.commitments.models import NOT_DONE, Commitment, CommitmentAct, CommitmentState
from consult.commitments.tokens import digest
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.paging import Page, paginate
from consult.processes import Process
from consult.tables import Session, SessionState, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Select


TOLD = (SessionState.ENDED, SessionState.CLOSED)
"""What was promised in a session is public once it has ended."""
LARGEST_ID = 2**31


def commitments_of(session: Session, *, all_of_them: bool = False) -> Sequence[Commitment]:
    """What was promised in a session, the next day first; what was taken back only if asked."""
    query = select(Commitment).where(Commitment.session_id == session.id)
    if not all_of_them:
        query = query.where(Commitment.taken_back_at.is_(None))
    return db.session.scalars(
        query.order_by(Commitment.by_when.is_(None), Commitment.by_when, Commitment.id)
    ).all()


def find_commitment(session: Session, commitment_id: int) -> Commitment:
    """One promise of a session. Raises `NotFoundError`."""
    found = db.session.scalar(
        select(Commitment).where(
            Commitment.id == commitment_id, Commitment.session_id == session.id
        )
    )
    if found is None:
        raise NotFoundError(_("There is no such commitment."))
    return found


def acts_of(commitment: Commitment) -> Sequence[CommitmentAct]:
    """What was said to have become of a promise, the latest first, what was undone among them."""
    return db.session.scalars(
        select(CommitmentAct)
        .where(CommitmentAct.commitment_id == commitment.id)
        .order_by(CommitmentAct.at.desc(), CommitmentAct.id.desc())
    ).all()


def public_commitments(
    process: Process,
    today: date,
    *,
    table: Table | None = None,
    state: CommitmentState | None = None,
    after: str | None = None,
) -> Page[Commitment]:
    """What was promised in a consultation, or at a table of it, and is told; the latest first."""
    query = _public(process, table).options(
        contains_eager(Commitment.session).contains_eager(Session.table)
    )
    if state is not None:
        query = query.where(_told(today) == state.value)
    return paginate(query, [Commitment.id], lambda one: [one.id], after=after)


def count_by_state(
    process: Process, today: date, *, table: Table | None = None
) -> Mapping[CommitmentState, int]:
    """How many there are in each state, as it is told on a day."""
    told = _told(today).label("told")
    query = _public(process, table).with_only_columns(told, func.count()).group_by("told")
    return {CommitmentState(state): many for state, many in db.session.execute(query)}


def find_public(process: Process, commitment_id: int) -> Commitment:
    """One promise that everyone may read, with its session. Raises `NotFoundError`."""
    found: Commitment | None = (
        db.session.scalar(
            _public(process, None)
            .options(contains_eager(Commitment.session).contains_eager(Session.table))
            .where(Commitment.id == commitment_id)
        )
        if 0 < commitment_id < LARGEST_ID
        else None
    )
    if found is None:
        raise NotFoundError(_("There is no such commitment."))
    return found


def promised_by(email: str, today: date) -> Sequence[tuple[Commitment, str]]:
    """What was promised under an address and is late, each with its consultation's slug."""
    rows = db.session.execute(
        _everywhere()
        .join(Table.process)
        .with_only_columns(Commitment, Process.slug)
        .where(func.lower(Commitment.email) == email.lower(), _told(today) == "late")
        .order_by(Commitment.by_when, Commitment.id)
    )
    return [(one, slug) for one, slug in rows]


def reminded_by(commitment_id: int, hashed: str) -> str | None:
    """The address that is reminded of a promise, if it still is the one with this hash."""
    email = db.session.scalar(select(Commitment.email).where(Commitment.id == commitment_id))
    return email if email and digest(email) == hashed else None


def _public(process: Process, table: Table | None) -> Select[Any]:
    query = _everywhere().where(Table.process_id == process.id)
    return query if table is None else query.where(Table.id == table.id)


def _everywhere() -> Select[Any]:
    return (
        select(Commitment)
        .join(Commitment.session)
        .join(Session.table)
        .where(Commitment.taken_back_at.is_(None), Session.state.in_(TOLD))
    )


def _told(today: date) -> ColumnElement[str]:
    """The state of a promise as it is told on a day; as `Commitment.state_on`."""
    passed = Commitment.state.in_(NOT_DONE) & (Commitment.by_when < today)
    return case(
        (passed, CommitmentState.LATE.value),
        *((Commitment.state == state, state.value) for state in CommitmentState),
        else_="",
    )
