"""Reading the map: nodes with their counts, and what hangs on them, in a fixed number of reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from consult.contributions import Contribution, State, Voice
from consult.ideamap.models import BondKind, Node, NodeBond, NodeLink, NodeStep
from consult.ideamap.tallies import ALL, ON_THE_MAP, CellTally
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.paging import Page, paginate
from consult.processes import Process
from consult.taxonomy import territory_of
from consult.territory import Zone, today, zones_by_municipality, zones_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Count:
    """How many public contributions, and of how many distinct voices."""

    contributions: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """A zone, and how many public contributions came from it: none is worth knowing too."""

    zone: Zone
    contributions: int


def get_node(process: Process, node_id: int) -> Node:
    """One node of a consultation. Raises `NotFoundError`."""
    node = db.session.scalar(
        select(Node)
        .options(joinedload(Node.strategy), joinedload(Node.theme), joinedload(Node.process))
        .where(Node.id == node_id, Node.process_id == process.id)
    )
    if node is None:
        raise NotFoundError(_("There is no such node."))
    return node


def nodes_in(process: Process) -> Sequence[Node]:
    """The nodes of a consultation, in the order in which they were opened, but for joined ones."""
    joined = select(NodeBond.id).where(NodeBond.node_id == Node.id, *_joined())
    return db.session.scalars(
        select(Node)
        .options(joinedload(Node.theme))
        .where(Node.process_id == process.id, ~joined.exists())
        .order_by(Node.id)
    ).all()


def _joined() -> tuple[ColumnElement[bool], ...]:
    return NodeBond.kind == BondKind.JOINED, NodeBond.undone_at.is_(None)


def joined_into(node: Node) -> Node | None:
    """The node that this one is counted and shown in, if it was joined."""
    return db.session.scalar(
        select(Node)
        .join(NodeBond, NodeBond.other_id == Node.id)
        .where(NodeBond.node_id == node.id, *_joined())
    )


def nodes_joined(node_ids: Sequence[int]) -> dict[int, Node]:
    """Of these nodes, those that were joined, each with the node that it is counted in."""
    rows = db.session.execute(
        select(NodeBond.node_id, Node)
        .join(Node, Node.id == NodeBond.other_id)
        .where(NodeBond.node_id.in_(node_ids), *_joined())
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class Bonds:
    """The nodes that belong with one: joined into it, split from it, or what it was split from."""

    joined: Sequence[tuple[NodeBond, Node]]
    split: Sequence[tuple[NodeBond, Node]]
    split_from: tuple[NodeBond, Node] | None


def bonds_of(node: Node) -> Bonds:
    """The nodes joined into this one, split from it, and the one it was split from, with why."""
    own_split = and_(NodeBond.node_id == node.id, NodeBond.kind == BondKind.SPLIT)
    rows = db.session.execute(
        select(NodeBond, Node)
        .join(Node, Node.id == case((own_split, NodeBond.other_id), else_=NodeBond.node_id))
        .where(or_(NodeBond.other_id == node.id, own_split), NodeBond.undone_at.is_(None))
        .order_by(NodeBond.id)
    ).all()
    into_it = [(bond, other) for bond, other in rows if bond.other_id == node.id]
    return Bonds(
        joined=[pair for pair in into_it if pair[0].kind is BondKind.JOINED],
        split=[pair for pair in into_it if pair[0].kind is BondKind.SPLIT],
        split_from=next(((bond, other) for bond, other in rows if bond.node_id == node.id), None),
    )


def bonds_at(process_id: int, moment: datetime) -> Sequence[NodeBond]:
    """The joinings and splittings that held on the map of a process at a moment."""
    return db.session.scalars(
        select(NodeBond)
        .join(Node, Node.id == NodeBond.node_id)
        .where(
            Node.process_id == process_id,
            NodeBond.at <= moment,
            or_(NodeBond.undone_at.is_(None), NodeBond.undone_at > moment),
        )
        .order_by(NodeBond.id)
    ).all()


def steps_of(node: Node) -> Sequence[NodeStep]:
    """How a node came to its maturity, the last step first."""
    return db.session.scalars(
        select(NodeStep).where(NodeStep.node_id == node.id).order_by(NodeStep.id.desc())
    ).all()


def _tallied(*columns: Any) -> Select[Any]:
    return select(*columns, CellTally.contributions, CellTally.people).where(
        CellTally.theme_id == ALL, CellTally.contributions > 0
    )


def counts_of(node_ids: Sequence[int]) -> dict[int, Count]:
    """What hangs on each of these nodes (never missing)."""
    rows = db.session.execute(
        _tallied(CellTally.node_id).where(CellTally.node_id.in_(node_ids), CellTally.zone_id == ALL)
    )
    return dict.fromkeys(node_ids, Count()) | {one: Count(*counted) for one, *counted in rows}


def counts_in(process: Process) -> dict[int, Count]:
    """What hangs on each node of a consultation that anything hangs on."""
    rows = db.session.execute(
        _tallied(CellTally.node_id).where(
            CellTally.process_id == process.id, CellTally.node_id > 0, CellTally.zone_id == ALL
        )
    )
    return {one: Count(*counted) for one, *counted in rows}


def total_in(process: Process) -> Count:
    """What hangs anywhere on the map; what hangs on two nodes counts once."""
    row = db.session.execute(
        _tallied().where(
            CellTally.process_id == process.id,
            CellTally.node_id == ON_THE_MAP,
            CellTally.zone_id == ALL,
        )
    ).one_or_none()
    return Count(*row) if row else Count()


def count_nodes(process: Process) -> int:
    """How many nodes the map has."""
    joined = select(NodeBond.id).where(NodeBond.node_id == Node.id, *_joined())
    there = select(func.count()).where(Node.process_id == process.id, ~joined.exists())
    return db.session.scalar(there) or 0


def _on(node: Node) -> ColumnElement[bool]:
    """Whether a contribution hangs on a node, or on one that was joined into it."""
    into_it = select(NodeBond.node_id).where(NodeBond.other_id == node.id, *_joined())
    links = select(NodeLink.contribution_id).where(
        NodeLink.unlinked_at.is_(None),
        or_(NodeLink.node_id == node.id, NodeLink.node_id.in_(into_it)),
    )
    return and_(Contribution.id.in_(links), Contribution.state == State.PUBLISHED)


def contributions_of(node: Node, *, after: str | None = None) -> Page[Contribution]:
    """One page of the public contributions of a node, the newest first."""
    return paginate(
        _shown().where(_on(node)),
        (Contribution.published_at, Contribution.id),
        lambda row: (row.published_at, row.id),
        after=after,
    )


def all_public_on(node: Node) -> Sequence[Contribution]:
    """Every public contribution of a node, the oldest first: what a project is drafted from."""
    return db.session.scalars(
        _shown().where(_on(node)).order_by(Contribution.published_at, Contribution.id)
    ).all()


def hung_on(node: Node) -> Sequence[int]:
    """The ids of all that hangs on a node, public or not."""
    return db.session.scalars(
        select(NodeLink.contribution_id).where(
            NodeLink.node_id == node.id, NodeLink.unlinked_at.is_(None)
        )
    ).all()


def _shown() -> Select[Contribution]:
    return select(Contribution).options(
        joinedload(Contribution.voice).joinedload(Voice.person),
        joinedload(Contribution.municipality),
        joinedload(Contribution.theme),
    )


def zones_heard_on(process: Process, node: Node) -> list[Heard]:
    """How many public contributions of a node came from each zone, silent ones included."""
    rows = db.session.execute(_tallied(CellTally.zone_id).where(CellTally.node_id == node.id))
    heard = {zone: contributions for zone, contributions, _people in rows}
    zones = zones_of(territory_of(process.cycle))
    return [Heard(zone, heard.get(zone.id, 0)) for zone in zones]


def zones_heard(process: Process, by_place: Mapping[int, int]) -> list[Heard]:
    """Add up contributions by municipality into the plan's zones, silent ones included."""
    territory = territory_of(process.cycle)
    zone_of = zones_by_municipality(territory, today())
    totals: dict[int, int] = {}
    for place, number in by_place.items():
        if place in zone_of:
            totals[zone_of[place].id] = totals.get(zone_of[place].id, 0) + number
    return [Heard(zone, totals.get(zone.id, 0)) for zone in zones_of(territory)]
