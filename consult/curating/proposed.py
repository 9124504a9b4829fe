"""What tables propose for the map: what is open, what was refused, and what is public of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from consult.contributions import Contribution, State
from consult.curating.models import Proposal, ProposalState
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.minutes import of_piles
from consult.processes import Process
from consult.tables import Session, Table
from consult.wall import Pile

if TYPE_CHECKING:
    from collections.abc import Sequence

UNDO_LASTS = timedelta(days=1)
VOICES_SHOWN = 4
"""So many published voices of a pile are read on the page, to decide by."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A proposal as the page lays it before a curator."""

    proposal: Proposal
    table: Table
    session: Session
    cards: int
    voices: Sequence[Contribution]
    published: int
    url: str


def get_proposal(process: Process, proposal_id: int) -> Proposal:
    """One proposal of a consultation. Raises `NotFoundError`."""
    found = db.session.scalar(
        select(Proposal).where(Proposal.id == proposal_id, Proposal.process_id == process.id)
    )
    if found is None:
        raise NotFoundError(_("There is no such proposal."))
    return found


def laid_in(process: Process) -> list[Laid]:
    """The open proposals with their tables, the oldest first; how many cards, what is public."""
    rows = db.session.execute(
        select(Proposal, Session, Table)
        .join(Pile, Pile.id == Proposal.pile_id)
        .join(Session, Session.id == Pile.session_id)
        .join(Table, Table.id == Session.table_id)
        .options(joinedload(Proposal.pile))
        .where(Proposal.process_id == process.id, Proposal.state == ProposalState.OPEN)
        .order_by(Proposal.id)
    ).all()
    held = of_piles([proposal.pile_id for proposal, _session, _table in rows]).subquery()
    counts: dict[int, int] = dict(
        iter(db.session.execute(select(held.c.pile_id, func.count()).group_by(held.c.pile_id)))
    )
    voices: dict[int, list[Contribution]] = {}
    for pile_id, voice in db.session.execute(
        select(held.c.pile_id, Contribution)
        .join(held, held.c.contribution_id == Contribution.id)
        .where(Contribution.state == State.PUBLISHED)
        .order_by(Contribution.id)
    ):
        voices.setdefault(pile_id, []).append(voice)
    return [
        Laid(
            proposal,
            table,
            session,
            counts.get(proposal.pile_id, 0),
            voices.get(proposal.pile_id, [])[:VOICES_SHOWN],
            len(voices.get(proposal.pile_id, [])),
            f"/processes/{process.slug}/tables/{table.code}/sessions/{session.number}",
        )
        for proposal, session, table in rows
    ]


def refused_in(process: Process) -> Sequence[Proposal]:
    """What was refused a while ago, the latest first: it can still be undone."""
    return db.session.scalars(
        select(Proposal)
        .options(joinedload(Proposal.pile))
        .where(
            Proposal.process_id == process.id,
            Proposal.state == ProposalState.REFUSED,
            Proposal.decided_at > now() - UNDO_LASTS,
        )
        .order_by(Proposal.decided_at.desc(), Proposal.id.desc())
    ).all()


def count_proposed(process: Process) -> int:
    """How many proposals wait for a curator."""
    query = select(func.count()).where(
        Proposal.process_id == process.id, Proposal.state == ProposalState.OPEN
    )
    return int(db.session.execute(query).scalar_one())
