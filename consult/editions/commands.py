"""Publishing the map: a version keeps ids, places, counts and hashes, never a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, literal, select

from consult.audit import note_act
from consult.contributions import Contribution, State, touch_process
from consult.editions.facts import map_published
from consult.editions.hashes import sealed, words_of, words_of_node
from consult.editions.models import MapVersion, VersionCell, VersionNode, VersionVoice
from consult.editions.policy import can_publish_map
from consult.ideamap import (
    BondKind,
    CellTally,
    Count,
    Node,
    NodeBond,
    NodeLink,
    counts_of,
    nodes_in,
    total_in,
)
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.accounts import Person
    from consult.processes import Process


class EmptyMapError(RefusedError):
    """A map without a node has nothing to publish."""


class StaleVersionError(ConflictError):
    """Somebody else has published a version since this page was opened."""


def publish_map(
    person: Person, process: Process, notes: Mapping[str, str], after: int
) -> MapVersion:
    """Publish the map as it stands, with notes by language.

    `after` is the number of the last version that the person knew of, 0 for none. Raises
    `NotAllowedError`, `EmptyMapError`, and `StaleVersionError` when another was published since.
    """
    require(can_publish_map(person, process))
    touch_process(process.id)  # from here on nothing changes what is counted
    last = _last_number(process)
    if last != after:
        raise StaleVersionError(
            _("Version %(number)d was published meanwhile. Your notes are kept below.", number=last)
        )
    nodes = nodes_in(process)
    if not nodes:
        raise EmptyMapError(_("There is no node on the map yet: there is nothing to publish."))
    total = total_in(process)
    version = MapVersion(
        process_id=process.id,
        number=last + 1,
        notes={code: clean(words) for code, words in notes.items() if words.strip()},
        published_at=now(),
        published_by_id=person.id,
        contributions=total.contributions,
        people=total.people,
        digest="",
    )
    db.session.add(version)
    db.session.flush()
    _keep_nodes(version, nodes, counts_of([node.id for node in nodes]))
    _keep_voices(version, nodes)
    _keep_cells(version)
    version.digest = digest_of(version)
    db.session.flush()
    note_act(person, "map.published", version, number=version.number, digest=version.digest)
    map_published.announce(version)
    return version


def _last_number(process: Process) -> int:
    numbers = select(func.max(MapVersion.number)).where(MapVersion.process_id == process.id)
    return db.session.scalar(numbers) or 0


def _keep_nodes(version: MapVersion, nodes: Sequence[Node], counts: Mapping[int, Count]) -> None:
    db.session.execute(
        insert(VersionNode),
        [
            {
                "version_id": version.id,
                "node_id": node.id,
                "strategy_id": node.strategy_id,
                "keyword": node.keyword,
                "theme_id": node.theme_id,
                "maturity": node.maturity,
                "contributions": counts[node.id].contributions,
                "people": counts[node.id].people,
                "text_hash": words_of_node(node),
            }
            for node in nodes
        ],
    )


def _keep_voices(version: MapVersion, nodes: Sequence[Node]) -> None:
    """Keep what hangs on each node, or on one joined into it, each once."""
    shown_on = func.coalesce(NodeBond.other_id, NodeLink.node_id)
    joined = (
        (NodeBond.node_id == NodeLink.node_id)
        & (NodeBond.kind == BondKind.JOINED)
        & NodeBond.undone_at.is_(None)
    )
    rows = db.session.execute(
        select(shown_on, Contribution.id, Contribution.title, Contribution.source)
        .select_from(NodeLink)
        .join(Contribution, Contribution.id == NodeLink.contribution_id)
        .join(NodeBond, joined, isouter=True)
        .where(
            NodeLink.unlinked_at.is_(None),
            Contribution.state == State.PUBLISHED,
            shown_on.in_([node.id for node in nodes]),
        )
        .distinct()
        .order_by(shown_on, Contribution.id)
    )
    kept = [
        {
            "version_id": version.id,
            "node_id": node_id,
            "contribution_id": contribution_id,
            "text_hash": words_of(title, source),
        }
        for node_id, contribution_id, title, source in rows
    ]
    if kept:
        db.session.execute(insert(VersionVoice), kept)


def _keep_cells(version: MapVersion) -> None:
    names = ["node_id", "zone_id", "theme_id", "contributions", "people"]
    held = select(literal(version.id), *(getattr(CellTally, name) for name in names)).where(
        CellTally.process_id == version.process_id, CellTally.contributions > 0
    )
    db.session.execute(insert(VersionCell).from_select(["version_id", *names], held))


def digest_of(version: MapVersion) -> str:
    """SHA-256 over all that a version keeps: it verifies as long as nothing of it was changed."""
    return sealed(
        [
            version.number,
            version.notes,
            _rows(version, VersionNode, "node_id", "strategy_id", "keyword", "theme_id")
            + _rows(version, VersionNode, "node_id", "maturity", "contributions", "people")
            + _rows(version, VersionNode, "node_id", "text_hash"),
            _rows(version, VersionVoice, "node_id", "contribution_id", "text_hash"),
            _rows(
                version, VersionCell, "node_id", "zone_id", "theme_id", "contributions", "people"
            ),
        ]
    )


def _rows(
    version: MapVersion, kind: type[VersionNode | VersionVoice | VersionCell], *names: str
) -> list[list[Any]]:
    columns = [getattr(kind, name) for name in names]
    rows = db.session.execute(
        select(*columns).where(kind.version_id == version.id).order_by(*columns[:3])
    )
    return [list(row) for row in rows]


def untold_links(version: MapVersion) -> Sequence[int]:
    """The links of public contributions on the map whose authors were not told of them yet."""
    return db.session.scalars(
        select(NodeLink.id)
        .join(Node, Node.id == NodeLink.node_id)
        .join(Contribution, Contribution.id == NodeLink.contribution_id)
        .where(
            Node.process_id == version.process_id,
            NodeLink.unlinked_at.is_(None),
            NodeLink.told_at.is_(None),
            Contribution.state == State.PUBLISHED,
        )
        .order_by(NodeLink.id)
    ).all()
