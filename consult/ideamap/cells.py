"""Reading the counts of the map: from the tallies, from a version, or of some nodes together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, literal, or_, select, union_all

from consult.contributions import Contribution
from consult.ideamap.models import BondKind, NodeBond, NodeLink
from consult.ideamap.queries import Count
from consult.ideamap.tallies import ALL, CellTally, CountedIn, Key
from consult.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Select, Subquery

    from consult.processes import Process

Cells = dict[tuple[int, int], Count]
"""Counts by zone and theme, `ALL` among both."""


@dataclass(frozen=True, slots=True)
class Counts:
    """All counts of a map by node, zone and theme: of now, or of a map of the past."""

    held: Mapping[Key, Count]

    def cells(self) -> Cells:
        """The counts of every zone and theme, whatever the node."""
        return {
            (zone, theme): count for (node, zone, theme), count in self.held.items() if node == ALL
        }

    def by_node(self, zone: int = ALL, theme: int = ALL) -> dict[int, Count]:
        """The counts of every node, in a zone, on a theme or both."""
        return {
            node: count
            for (node, its_zone, its_theme), count in self.held.items()
            if (its_zone, its_theme) == (zone, theme)
        }


def counts_now(process: Process, zone: int, theme: int) -> Counts:
    """The counts of every zone and theme, and of every node in this zone and on this theme."""
    rows = db.session.execute(
        select(
            CellTally.node_id,
            CellTally.zone_id,
            CellTally.theme_id,
            CellTally.contributions,
            CellTally.people,
        ).where(
            CellTally.process_id == process.id,
            CellTally.contributions > 0,
            or_(
                CellTally.node_id == ALL,
                and_(CellTally.zone_id == zone, CellTally.theme_id == theme),
            ),
        )
    )
    return Counts({(node, at, on): Count(*counted) for node, at, on, *counted in rows})


def cells_on(node_ids: Sequence[int]) -> Cells:
    """The counts of what hangs on any of these nodes, what hangs on two of them counted once."""
    hung = _hung(node_ids)
    every = [
        _grouped(hung, by_zone=by_zone, by_theme=by_theme)
        for by_zone in (True, False)
        for by_theme in (True, False)
    ]
    rows = db.session.execute(union_all(*every))
    return {(zone, theme): Count(*counted) for zone, theme, *counted in rows if counted[0]}


def places_on(node_ids: Sequence[int], theme_id: int | None) -> dict[int, int]:
    """How many contributions on any of these nodes came from each municipality."""
    hung = _hung(node_ids)
    query = (
        select(Contribution.municipality_id, func.count())
        .join(hung, hung.c.contribution_id == Contribution.id)
        .where(Contribution.municipality_id.is_not(None))
        .group_by(Contribution.municipality_id)
    )
    if theme_id is not None:
        query = query.where(hung.c.theme_id == theme_id)
    return {place: number for place, number in db.session.execute(query) if place}


def _hung(node_ids: Sequence[int]) -> Subquery:
    """What is counted and hangs on these nodes, or on those joined into them, each once."""
    joined = select(NodeBond.node_id).where(
        NodeBond.other_id.in_(node_ids),
        NodeBond.kind == BondKind.JOINED,
        NodeBond.undone_at.is_(None),
    )
    return (
        select(CountedIn.contribution_id, CountedIn.voice_id, CountedIn.zone_id, CountedIn.theme_id)
        .join(NodeLink, NodeLink.contribution_id == CountedIn.contribution_id)
        .where(
            NodeLink.unlinked_at.is_(None),
            or_(NodeLink.node_id.in_(node_ids), NodeLink.node_id.in_(joined)),
        )
        .distinct()
        .subquery()
    )


def _grouped(hung: Subquery, *, by_zone: bool, by_theme: bool) -> Select[int, int, int, int]:
    zone = hung.c.zone_id if by_zone else literal(ALL)
    theme = hung.c.theme_id if by_theme else literal(ALL)
    grouped = [
        column
        for column, wanted in ((hung.c.zone_id, by_zone), (hung.c.theme_id, by_theme))
        if wanted
    ]
    return select(
        zone.label("zone"),
        theme.label("theme"),
        func.count(),
        func.count(hung.c.voice_id.distinct()),
    ).group_by(*grouped)
