"""Splitting a node in two: some of its voices go to a new one, until that is undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import Contribution, touch_process
from consult.ideamap.arranging import NoReasonError, join_node
from consult.ideamap.commands import (
    NodeDraft,
    create_node,
    link_contribution,
    unlink_contribution,
)
from consult.ideamap.models import BondKind, Maturity, Node, NodeBond, NodeLink
from consult.ideamap.policy import can_curate
from consult.ideamap.queries import joined_into
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import clean

if TYPE_CHECKING:
    from consult.processes import Process


class CannotSplitError(RefusedError):
    """A node is split where some of its public voices go and some stay."""


@dataclass(frozen=True, slots=True)
class SplitDraft:
    """What the new node says, the codes of the voices that go there, and why."""

    title: dict[str, str]
    summary: dict[str, str]
    codes: frozenset[str]
    reason: str


def split_node(person: Person, process: Process, node: Node, draft: SplitDraft) -> Node:
    """Open a new node beside this one, and hang there those of its voices that were chosen.

    It stands where the other stands, and has come as far, at most to a proposal: what comes after
    is said of a node by its own projects. Raises `NotAllowedError`, `NoReasonError`,
    `NoTitleError` and `CannotSplitError`.
    """
    require(can_curate(person, process))
    if not draft.reason.strip():
        raise NoReasonError(_("Say why: everyone reads it."), field="reason")
    touch_process(process.id)  # two that split at once wait for each other here
    if joined_into(node) is not None:
        raise CannotSplitError(_("It is joined into another node: undo that first."), field="codes")
    going = _going(node, draft.codes)
    beside = create_node(
        person,
        process,
        NodeDraft(
            title=draft.title,
            summary=draft.summary,
            maturity=min(node.maturity, Maturity.PROPOSAL, key=lambda one: one.stage),
            strategy_id=node.strategy_id,
            keyword=node.keyword,
            theme_id=node.theme_id,
        ),
    )
    at = now()
    for link, contribution in going:
        unlink_contribution(person, process, link)
        link_contribution(person, process, beside, contribution, link.note, at)
    bond = NodeBond(
        node_id=beside.id,
        other_id=node.id,
        kind=BondKind.SPLIT,
        reason=clean(draft.reason),
        at=at,
        by_id=person.id,
    )
    db.session.add(bond)
    db.session.flush()
    note_act(person, "node.split", node, reason=bond.reason, into=beside.id)
    return beside


def mend_node(person: Person, process: Process, bond: NodeBond) -> NodeBond:
    """Undo a splitting: the new node is joined back into the one that it was split from.

    What was hung on it since goes back too, and nothing is lost: the joining can be undone in its
    turn. Raises `NotAllowedError`, `CannotJoinError`, and `ConflictError` when it was undone.
    """
    require(can_curate(person, process))
    touch_process(process.id)
    db.lock_row(bond)
    if bond.undone_at is not None:
        raise ConflictError(_("Somebody else has undone it already."))
    node, other = (db.session.get_one(Node, one) for one in (bond.node_id, bond.other_id))
    joining = join_node(person, process, node, other, _("The splitting was undone."))
    bond.undone_at, bond.undone_by_id = now(), person.id
    db.session.flush()
    return joining


def _going(node: Node, codes: frozenset[str]) -> list[tuple[NodeLink, Contribution]]:
    """What of a node's own voices goes: not all of them, and each is public still."""
    rows = db.session.execute(
        select(NodeLink, Contribution)
        .join(Contribution, Contribution.id == NodeLink.contribution_id)
        .where(NodeLink.node_id == node.id, NodeLink.unlinked_at.is_(None))
        .order_by(NodeLink.id)
    ).all()
    public = [(link, one) for link, one in rows if one.is_public]
    going = [(link, one) for link, one in public if one.code in codes]
    if not going or len(going) < len(codes):
        raise CannotSplitError(
            _("Choose at least one; none goes when one of them hangs here no more."), field="codes"
        )
    if len(going) == len(public):
        raise CannotSplitError(
            _("Leave at least one here: to change what the node says, edit it."), field="codes"
        )
    return going
