"""Reading the published versions of the map: where nodes stood, what hung on them, what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from consult.editions.hashes import words_of, words_of_node
from consult.editions.models import MapVersion, VersionCell, VersionNode, VersionVoice
from consult.ideamap import BondKind, Count, Node, NodeLink, PastNode, bonds_at
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.paging import Page, paginate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.processes import Process


def versions_of(process: Process) -> Sequence[MapVersion]:
    """The published versions of a map, the newest first."""
    return db.session.scalars(
        select(MapVersion)
        .where(MapVersion.process_id == process.id)
        .order_by(MapVersion.number.desc())
    ).all()


def changes_to_publish(process: Process) -> int:
    """How many nodes and links came or went since the map was last published."""
    last = (
        select(func.max(MapVersion.published_at))
        .where(MapVersion.process_id == process.id)
        .scalar_subquery()
    )
    nodes = select(func.count(Node.id)).where(
        Node.process_id == process.id, or_(last.is_(None), Node.created_at > last)
    )
    links = (
        select(func.count(NodeLink.id))
        .join(Node, Node.id == NodeLink.node_id)
        .where(
            Node.process_id == process.id,
            or_(
                and_(last.is_(None), NodeLink.unlinked_at.is_(None)),
                NodeLink.linked_at > last,
                NodeLink.unlinked_at > last,
            ),
        )
    )
    made, moved = db.session.execute(select(nodes.scalar_subquery(), links.scalar_subquery())).one()
    return int(made + moved)


def get_version(process: Process, number: int) -> MapVersion:
    """One version of a map. Raises `NotFoundError`."""
    version = db.session.scalar(
        select(MapVersion).where(MapVersion.process_id == process.id, MapVersion.number == number)
    )
    if version is None:
        raise NotFoundError(_("There is no such version of the map."))
    return version


def nodes_of_version(version: MapVersion) -> Sequence[PastNode]:
    """The nodes of a version where they stood, in the order in which they were opened."""
    rows = db.session.execute(
        select(VersionNode, Node)
        .join(Node, Node.id == VersionNode.node_id)
        .options(joinedload(Node.theme))
        .where(VersionNode.version_id == version.id)
        .order_by(Node.id)
    )
    return [
        PastNode(
            node.id,
            node.title,
            node.theme,
            kept.strategy_id,
            kept.keyword,
            kept.maturity,
            kept.contributions,
            kept.people,
            reworded=kept.text_hash != words_of_node(node),
        )
        for kept, node in rows
    ]


@dataclass(frozen=True, slots=True)
class Step:
    """A node in both versions: what was, what is."""

    node: PastNode
    was: PastNode

    @property
    def grew(self) -> int:
        """How many more voices it has; fewer are below zero."""
        return self.node.contributions - self.was.contributions

    @property
    def moved(self) -> bool:
        """Whether it stands elsewhere in the tree."""
        return (self.node.strategy_id, self.node.keyword) != (
            self.was.strategy_id,
            self.was.keyword,
        )

    @property
    def matured(self) -> bool:
        """Whether it has come farther, or was set back."""
        return self.node.maturity is not self.was.maturity


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two versions; voices are counted once, on however many nodes.

    `split_from` says of nodes that entered which one they came out of, and `joined_into` of those
    that left where their voices are counted now.
    """

    since: MapVersion
    entered: Sequence[PastNode]
    left: Sequence[PastNode]
    grew: Sequence[Step]
    moved: Sequence[Step]
    matured: Sequence[Step]
    split_from: Mapping[int, PastNode]
    joined_into: Mapping[int, PastNode]
    voices_entered: int
    voices_left: int

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(
            self.entered
            or self.left
            or self.grew
            or self.moved
            or self.matured
            or self.voices_entered
            or self.voices_left
        )


def changes_between(since: MapVersion, version: MapVersion) -> Changes:
    """What entered, left, grew, moved and matured from one version to another."""
    was = {node.id: node for node in nodes_of_version(since)}
    there = {node.id: node for node in nodes_of_version(version)}
    steps = [Step(node, was[node.id]) for node in there.values() if node.id in was]
    bonds = bonds_at(version.process_id, max(since.published_at, version.published_at))
    split = {bond.node_id: bond.other_id for bond in bonds if bond.kind is BondKind.SPLIT}
    joined = {bond.node_id: bond.other_id for bond in bonds if bond.kind is BondKind.JOINED}
    return Changes(
        since=since,
        entered=[node for node in there.values() if node.id not in was],
        left=[node for node in was.values() if node.id not in there],
        grew=sorted((step for step in steps if step.grew), key=lambda step: -step.grew),
        moved=[step for step in steps if step.moved],
        matured=[step for step in steps if step.matured],
        split_from=_kin(split, there, was),
        joined_into=_kin(joined, was, there),
        voices_entered=_only_in(version, since),
        voices_left=_only_in(since, version),
    )


def _kin(
    bonds: Mapping[int, int], of: Mapping[int, PastNode], among: Mapping[int, PastNode]
) -> dict[int, PastNode]:
    """Say of the nodes that are only in one version to which in the other they are bound."""
    return {
        one: among[other]
        for one, other in bonds.items()
        if one in of and one not in among and other in among
    }


def _only_in(one: MapVersion, other: MapVersion) -> int:
    held, elsewhere = (
        select(VersionVoice.contribution_id).where(VersionVoice.version_id == version.id).distinct()
        for version in (one, other)
    )
    only = held.except_(elsewhere).subquery()
    return db.session.scalar(select(func.count()).select_from(only)) or 0


def get_past_node(version: MapVersion, node_id: int) -> PastNode:
    """A node of a version. Raises `NotFoundError`."""
    found = next((one for one in nodes_of_version(version) if one.id == node_id), None)
    if found is None:
        raise NotFoundError(_("This version of the map has no such node."))
    return found


def voices_on(version: MapVersion, node_id: int, after: str | None) -> Page[VersionVoice]:
    """One page of what hung on a node in a version, the last to be said first."""
    return paginate(
        select(VersionVoice)
        .options(joinedload(VersionVoice.contribution))
        .where(VersionVoice.version_id == version.id, VersionVoice.node_id == node_id),
        (VersionVoice.contribution_id,),
        lambda row: (row.contribution_id,),
        after=after,
    )


def still_reads(voice: VersionVoice) -> bool:
    """Whether a contribution says now what it said in the version."""
    return words_of(voice.contribution.title, voice.contribution.source) == voice.text_hash


def cells_of_version(version: MapVersion) -> dict[tuple[int, int, int], Count]:
    """The counts of a version by node, zone and theme, totals included."""
    rows = db.session.scalars(select(VersionCell).where(VersionCell.version_id == version.id))
    return {
        (row.node_id, row.zone_id, row.theme_id): Count(row.contributions, row.people)
        for row in rows
    }
