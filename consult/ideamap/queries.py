"""Reading the map: nodes with their counts, and what hangs on them, in a fixed number of reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from consult.contributions import Contribution, State, Voice
from consult.ideamap.models import Node, NodeLink
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.paging import Page, paginate
from consult.processes import Process
from consult.taxonomy import territory_of
from consult.territory import Zone, today, zones_by_municipality, zones_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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


def _public_links() -> tuple[ColumnElement[bool], ...]:
    return NodeLink.unlinked_at.is_(None), Contribution.state == State.PUBLISHED


def _counting(*columns: Any) -> Select[Any]:
    return (
        select(*columns, func.count(), func.count(Contribution.voice_id.distinct()))
        .select_from(NodeLink)
        .join(NodeLink.contribution)
        .where(*_public_links())
    )


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
    """The nodes of a consultation, in the order in which they were opened."""
    return db.session.scalars(
        select(Node)
        .options(joinedload(Node.theme))
        .where(Node.process_id == process.id)
        .order_by(Node.id)
    ).all()


def counts_of(node_ids: Sequence[int]) -> dict[int, Count]:
    """What hangs on each of these nodes (never missing)."""
    rows = db.session.execute(
        _counting(NodeLink.node_id).where(NodeLink.node_id.in_(node_ids)).group_by(NodeLink.node_id)
    )
    return dict.fromkeys(node_ids, Count()) | {one: Count(*counted) for one, *counted in rows}


def counts_in(process: Process) -> dict[int, Count]:
    """What hangs on each node of a consultation that anything hangs on."""
    rows = db.session.execute(
        _counting(NodeLink.node_id)
        .where(Contribution.process_id == process.id)
        .group_by(NodeLink.node_id)
    )
    return {one: Count(*counted) for one, *counted in rows}


def total_in(process: Process) -> Count:
    """What hangs anywhere on the map; what hangs on two nodes counts once."""
    counted = (
        select(
            func.count(NodeLink.contribution_id.distinct()),
            func.count(Contribution.voice_id.distinct()),
        )
        .select_from(NodeLink)
        .join(NodeLink.contribution)
        .where(Contribution.process_id == process.id, *_public_links())
    )
    return Count(*db.session.execute(counted).one())


def contributions_of(node: Node, *, after: str | None = None) -> Page[Contribution]:
    """One page of the public contributions of a node, the newest first."""
    on_it = select(NodeLink.contribution_id).where(
        NodeLink.node_id == node.id, NodeLink.unlinked_at.is_(None)
    )
    return paginate(
        _shown().where(Contribution.id.in_(on_it), Contribution.state == State.PUBLISHED),
        (Contribution.published_at, Contribution.id),
        lambda row: (row.published_at, row.id),
        after=after,
    )


def all_public_on(node: Node) -> Sequence[Contribution]:
    """Every public contribution of a node, the oldest first: what a project is drafted from."""
    return db.session.scalars(
        _shown()
        .join(NodeLink, NodeLink.contribution_id == Contribution.id)
        .where(NodeLink.node_id == node.id, *_public_links())
        .order_by(Contribution.published_at, Contribution.id)
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
    """How many public contributions of a node came from each zone."""
    rows = db.session.execute(
        select(Contribution.municipality_id, func.count())
        .join(NodeLink, NodeLink.contribution_id == Contribution.id)
        .where(
            NodeLink.node_id == node.id,
            Contribution.municipality_id.is_not(None),
            *_public_links(),
        )
        .group_by(Contribution.municipality_id)
    )
    return zones_heard(process, {place: number for place, number in rows if place})


def zones_heard(process: Process, by_place: Mapping[int, int]) -> list[Heard]:
    """Add up contributions by municipality into the plan's zones, silent ones included."""
    territory = territory_of(process.cycle)
    zone_of = zones_by_municipality(territory, today())
    totals: dict[int, int] = {}
    for place, number in by_place.items():
        if place in zone_of:
            totals[zone_of[place].id] = totals.get(zone_of[place].id, 0) + number
    return [Heard(zone, totals.get(zone.id, 0)) for zone in zones_of(territory)]
