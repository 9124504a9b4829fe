"""Arranging nodes: how far one has come and why, joining two, hanging several voices at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import Contribution, State, touch_process
from consult.ideamap.commands import (
    LinkedAlreadyError,
    StaleNodeError,
    link_contribution,
    unlink_contribution,
)
from consult.ideamap.facts import node_bound
from consult.ideamap.models import BondKind, Maturity, Node, NodeBond, NodeLink, NodeStep
from consult.ideamap.policy import can_curate
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.processes import Process


class NoReasonError(RefusedError):
    """What changes how a node stands is told with its reason."""


class CannotJoinError(RefusedError):
    """A node is joined into one that stands by itself, and once."""


class NotAllPublicError(RefusedError):
    """Several voices hang together or not at all."""


def set_maturity(
    person: Person, process: Process, node: Node, step: tuple[Maturity, str], version: int
) -> None:
    """Say how far a node has come, forward or back, and why.

    Raises `NotAllowedError`, `NoReasonError`, and `StaleNodeError` when somebody else has saved
    the node since this `version`.
    """
    require(can_curate(person, process))
    maturity, reason = step
    if not reason.strip():
        raise NoReasonError(_("Say why: everyone reads it."), field="reason")
    db.lock_row(node)
    if node.version != version:
        raise StaleNodeError(_("Somebody else changed this node meanwhile: read it again."))
    if node.maturity is maturity:
        return
    node.maturity = maturity
    node.version += 1
    db.session.add(
        NodeStep(
            node_id=node.id, maturity=maturity, reason=clean(reason), at=now(), by_id=person.id
        )
    )
    db.session.flush()
    note_act(person, "node.matured", node, reason=clean(reason), maturity=str(maturity))
    touch_process(process.id)


def join_node(person: Person, process: Process, node: Node, other: Node, reason: str) -> NodeBond:
    """Join a node into another: its voices are counted and shown there, nothing of it is lost.

    Raises `NotAllowedError`, `NoReasonError` and `CannotJoinError`.
    """
    require(can_curate(person, process))
    if not reason.strip():
        raise NoReasonError(_("Say why: everyone reads it."), field="reason")
    touch_process(process.id)  # two that join at once wait for each other here
    joined = select(NodeBond.id).where(
        NodeBond.kind == BondKind.JOINED,
        NodeBond.undone_at.is_(None),
        or_(NodeBond.node_id.in_([node.id, other.id]), NodeBond.other_id == node.id),
    )
    if node.id == other.id or other.process_id != node.process_id:
        raise CannotJoinError(_("Choose another node of this map."), field="other")
    if db.session.scalar(joined.limit(1)) is not None:
        raise CannotJoinError(
            _("One of the two is part of a joining already: undo that first."), field="other"
        )
    bond = NodeBond(
        node_id=node.id,
        other_id=other.id,
        kind=BondKind.JOINED,
        reason=clean(reason),
        at=now(),
        by_id=person.id,
    )
    db.session.add(bond)
    db.session.flush()
    note_act(person, "node.joined", node, reason=bond.reason, into=other.id)
    node_bound.announce(node)
    return bond


def part_node(person: Person, process: Process, bond: NodeBond) -> None:
    """Undo a joining: the node stands by itself again, with all that hangs on it.

    Raises `NotAllowedError`, and `ConflictError` when it was undone already.
    """
    require(can_curate(person, process))
    touch_process(process.id)
    db.lock_row(bond)
    if bond.undone_at is not None:
        raise ConflictError(_("Somebody else has undone it already."))
    bond.undone_at, bond.undone_by_id = now(), person.id
    db.session.flush()
    node = db.session.get_one(Node, bond.node_id)
    note_act(person, "node.parted", node, from_node=bond.other_id)
    node_bound.announce(node)


def hang_several(
    person: Person, process: Process, node: Node, codes: Sequence[str]
) -> list[NodeLink]:
    """Hang several contributions on a node at once; what hangs there already stays as it is.

    Raises `NotAllowedError`, and `NotAllPublicError` when one of them is not public here.
    """
    require(can_curate(person, process))
    wanted, at = set(codes), now()
    found = db.session.scalars(
        select(Contribution)
        .where(
            Contribution.process_id == process.id,
            Contribution.state == State.PUBLISHED,
            Contribution.code.in_(wanted),
        )
        .order_by(Contribution.id)
    ).all()
    if len(found) < len(wanted) or not wanted:
        raise NotAllPublicError(
            _("Choose at least one; none is linked when one of them is not public any more."),
            field="codes",
        )
    links = []
    for one in found:
        try:
            links.append(link_contribution(person, process, node, one, at=at))
        except LinkedAlreadyError:
            continue
    return links


def take_off_several(person: Person, process: Process, links: Sequence[NodeLink]) -> int:
    """Undo several links at once, and return how many; those undone already stay so."""
    require(can_curate(person, process))
    active = [link for link in links if link.unlinked_at is None]
    for link in active:
        unlink_contribution(person, process, link)
    return len(active)
