"""Deciding on what tables propose: a pile becomes a node with its voices, or it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import Contribution, State
from consult.curating.models import Proposal, ProposalState
from consult.ideamap import (
    Node,
    NodeDraft,
    NodeLink,
    can_curate,
    can_link,
    create_node,
    hang_several,
    link_contribution,
)
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.minutes import of_piles, piles_passed_on
from consult.processes import Process
from consult.tables import Session, Table
from consult.wall import Pile

if TYPE_CHECKING:
    from consult.curating.forms import Place


class DecidedAlreadyError(ConflictError):
    """Somebody else has decided on this proposal."""


def propose_nodes(session: Session) -> None:
    """Lay the piles of a closed session before the curators; those there already stay."""
    process_id = db.session.get_one(Table, session.table_id).process_id
    rows = [
        {
            "process_id": process_id,
            "pile_id": pile.pile_id,
            "theme_id": pile.theme_id,
            "state": ProposalState.OPEN,
            "made_at": now(),
        }
        for pile in piles_passed_on(session)
    ]
    if rows:
        insert = sqlite.insert if db.is_sqlite else postgresql.insert
        db.session.execute(
            insert(Proposal).values(rows).on_conflict_do_nothing(index_elements=["pile_id"])
        )


def accept_proposal(person: Person, process: Process, proposal: Proposal, place: Place) -> Node:
    """Make a node of a pile: what is published of it hangs there at once, the rest when it is.

    Raises `NotAllowedError`, and `DecidedAlreadyError` when somebody else was quicker.
    """
    require(can_curate(person, process))
    _hold(proposal, ProposalState.OPEN)
    pile = db.session.get_one(Pile, proposal.pile_id)
    language = db.session.get_one(Session, pile.session_id).language
    strategy_id, keyword = place
    node = create_node(
        person,
        process,
        NodeDraft(
            title={language: pile.title},
            summary={},
            strategy_id=strategy_id,
            keyword=keyword,
            theme_id=proposal.theme_id,
        ),
    )
    held = of_piles([pile.id]).subquery()
    codes = db.session.scalars(
        select(Contribution.code)
        .join(held, held.c.contribution_id == Contribution.id)
        .where(Contribution.state == State.PUBLISHED)
    ).all()
    if codes:
        hang_several(person, process, node, codes)
    _decide(proposal, person, ProposalState.ACCEPTED, node.id)
    note_act(person, "proposal.accepted", proposal, node=node.id)
    return node


def refuse_proposal(person: Person, process: Process, proposal: Proposal) -> None:
    """Make no node of a pile; what was said in it stays, and can hang on any node.

    Raises `NotAllowedError`, and `DecidedAlreadyError` when somebody else was quicker.
    """
    require(can_curate(person, process))
    _hold(proposal, ProposalState.OPEN)
    _decide(proposal, person, ProposalState.REFUSED)
    note_act(person, "proposal.refused", proposal)


def reopen_proposal(person: Person, process: Process, proposal: Proposal) -> None:
    """Undo a refusal. Raises `NotAllowedError`, and `DecidedAlreadyError` if it was undone."""
    require(can_curate(person, process))
    _hold(proposal, ProposalState.REFUSED)
    _decide(proposal, None, ProposalState.OPEN)
    note_act(person, "proposal.reopened", proposal)


def hang_where_it_belongs(contribution: Contribution) -> None:
    """Hang what is published just now on the node that was made of its pile, once.

    It is hung for the curator who made the node, as long as they may; what was taken off stays off.
    """
    if "pile" not in (contribution.evidence or {}):
        return
    held = of_piles([int((contribution.evidence or {})["pile"])]).subquery()
    proposal = db.session.scalar(
        select(Proposal)
        .join(held, held.c.pile_id == Proposal.pile_id)
        .where(held.c.contribution_id == contribution.id, Proposal.node_id.is_not(None))
    )
    if proposal is None or _hung_before(proposal, contribution):
        return
    node = db.session.get_one(Node, proposal.node_id)
    process = db.session.get_one(Process, proposal.process_id)
    curator = db.session.get_one(Person, proposal.decided_by_id)
    if can_link(curator, process, node, contribution):
        link_contribution(curator, process, node, contribution)


def _hung_before(proposal: Proposal, contribution: Contribution) -> bool:
    links = select(NodeLink.id).where(
        NodeLink.node_id == proposal.node_id, NodeLink.contribution_id == contribution.id
    )
    return db.session.scalar(links.limit(1)) is not None


def _hold(proposal: Proposal, state: ProposalState) -> None:
    db.lock_row(proposal)
    if proposal.state is not state:
        raise DecidedAlreadyError(_("Somebody else has decided on this proposal meanwhile."))


def _decide(
    proposal: Proposal, person: Person | None, state: ProposalState, node_id: int | None = None
) -> None:
    proposal.state, proposal.node_id = state, node_id
    proposal.decided_by_id, proposal.decided_at = (person.id, now()) if person else (None, None)
    db.session.flush()
