"""Counts by node, zone and theme, kept by the transaction that changes them, never recounted.

A public contribution is counted in the cell of its zone and theme and in the three totals above
it, once among everything and once for each node it hangs on. People are distinct voices: whoever
writes twice in a zone is one person there, so each voice is counted in each cell by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, UniqueConstraint, and_, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from consult.contributions import Arrivals, Contribution, State, Voice
from consult.ideamap.models import BondKind, NodeBond, NodeLink
from consult.kernel.db import Model, db
from consult.territory import Municipality, today, zone_ids_of, zone_of

NONE = 0
"""Stands for "no zone" and "no theme" in a tally, whose key may hold no null."""
ALL = -1
"""Stands for every zone, every theme; among nodes, for all that is public."""
ON_THE_MAP = -2
"""Among nodes: whatever hangs on at least one of them."""

Key = tuple[int, int, int]  # node, zone, theme


class CountedIn(Model):
    """The cells that a contribution was counted in, so that it can be taken out of them again."""

    __tablename__ = "counted_in"
    __table_args__ = (Index("ix_counted_in_cell", "process_id", "zone_id", "theme_id"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), unique=True)
    voice_id: Mapped[int] = mapped_column(ForeignKey("voice.id"), index=True)
    zone_id: Mapped[int]
    theme_id: Mapped[int]
    nodes: Mapped[list[int]]


class CellVoice(Model):
    """How many public contributions a voice has in a cell."""

    __tablename__ = "cell_voice"
    __table_args__ = (UniqueConstraint("process_id", "node_id", "zone_id", "theme_id", "voice_id"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    node_id: Mapped[int]
    zone_id: Mapped[int]
    theme_id: Mapped[int]
    voice_id: Mapped[int] = mapped_column(ForeignKey("voice.id"), index=True)
    contributions: Mapped[int]


class CellTally(Model):
    """How many public contributions, of how many people, a cell holds."""

    __tablename__ = "cell_tally"
    __table_args__ = (UniqueConstraint("process_id", "node_id", "zone_id", "theme_id"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    node_id: Mapped[int]
    zone_id: Mapped[int]
    theme_id: Mapped[int]
    contributions: Mapped[int]
    people: Mapped[int]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a public contribution stands: whose it is, its cell, the nodes it hangs on."""

    process_id: int
    voice_id: int
    zone_id: int
    theme_id: int
    nodes: tuple[int, ...]

    @property
    def keys(self) -> set[Key]:
        """Every cell and every total that it is counted in."""
        nodes = (ALL, ON_THE_MAP, *self.nodes) if self.nodes else (ALL,)
        return {
            (node, zone, theme)
            for node in nodes
            for zone in (self.zone_id, ALL)
            for theme in (self.theme_id, ALL)
        }


def count_anew(contribution_id: int) -> None:
    """Count a contribution where it stands now, and no longer where it stood.

    Whoever changes what is public, or what hangs where, has touched the process before, which is
    what makes two such changes wait for each other.
    """
    before, after = _counted(contribution_id), _stands(contribution_id)
    if before == after:
        return
    left = before.keys if before else set()
    entered = after.keys if after else set()
    if before and after and before.voice_id != after.voice_id:
        _add(before, left, -1)
        _add(after, entered, 1)
    else:
        _add(before, left - entered, -1)
        _add(after, entered - left, 1)
    _note_where(contribution_id, before, after)


def count_all_anew(contribution_ids: Iterable[int]) -> None:
    """Count several contributions where they stand now."""
    for contribution_id in sorted(set(contribution_ids)):
        count_anew(contribution_id)


def count_arrivals(arrivals: Arrivals) -> None:
    """Count many that have just come, each of a voice of its own and on no node, at once."""
    places = {one.municipality_id for one in arrivals.public} - {None}
    zones = zone_ids_of([place for place in places if place is not None], today())
    stand = {
        one.id: Standing(
            arrivals.process_id,
            one.voice_id,
            zones.get(one.municipality_id or NONE, NONE),
            one.theme_id or NONE,
            (),
        )
        for one in arrivals.public
    }
    cells = Counter(key for one in stand.values() for key in one.keys)
    mine = {"process_id": arrivals.process_id}
    counted = [(_cell(key), {"contributions": many, "people": many}) for key, many in cells.items()]
    _count_cells([mine | cell | counts for cell, counts in counted])
    by_voice = [
        mine | _cell(key) | {"voice_id": one.voice_id, "contributions": 1}
        for one in stand.values()
        for key in one.keys
    ]
    db.session.execute(insert(CellVoice), by_voice)
    noted = [
        mine
        | {"contribution_id": id_, "voice_id": one.voice_id, "nodes": []}
        | {"zone_id": one.zone_id, "theme_id": one.theme_id}
        for id_, one in stand.items()
    ]
    db.session.execute(insert(CountedIn), noted)


def _cell(key: Key) -> dict[str, int]:
    return {"node_id": key[0], "zone_id": key[1], "theme_id": key[2]}


def _count_cells(cells: list[dict[str, int]]) -> None:
    tallies = (sqlite.insert if db.is_sqlite else postgresql.insert)(CellTally)
    db.session.execute(
        tallies.on_conflict_do_update(
            index_elements=["process_id", "node_id", "zone_id", "theme_id"],
            set_={
                "contributions": CellTally.contributions + tallies.excluded.contributions,
                "people": CellTally.people + tallies.excluded.people,
            },
        ),
        sorted(cells, key=lambda cell: (cell["node_id"], cell["zone_id"], cell["theme_id"])),
    )


def _counted(contribution_id: int) -> Standing | None:
    row = db.session.execute(
        select(
            CountedIn.process_id,
            CountedIn.voice_id,
            CountedIn.zone_id,
            CountedIn.theme_id,
            CountedIn.nodes,
        ).where(CountedIn.contribution_id == contribution_id)
    ).one_or_none()
    return Standing(*row[:4], tuple(row.nodes)) if row else None


def _stands(contribution_id: int) -> Standing | None:
    contribution = db.session.execute(
        select(
            Contribution.process_id,
            Voice.counted_id.label("voice_id"),
            Contribution.municipality_id,
            Contribution.theme_id,
        )
        .join(Contribution.voice)
        .where(Contribution.id == contribution_id, Contribution.state == State.PUBLISHED)
    ).one_or_none()
    if contribution is None:
        return None
    return Standing(
        contribution.process_id,
        contribution.voice_id,
        _zone_id(contribution.municipality_id),
        contribution.theme_id or NONE,
        nodes_of([contribution_id]).get(contribution_id, ()),
    )


def _zone_id(municipality_id: int | None) -> int:
    if municipality_id is None:
        return NONE
    place = db.session.get_one(Municipality, municipality_id)
    zone = zone_of(place, today())
    return zone.id if zone else NONE


def nodes_of(contribution_ids: Iterable[int] | None) -> dict[int, tuple[int, ...]]:
    """The nodes that contributions hang on, and those into which these were joined."""
    query = (
        select(NodeLink.contribution_id, NodeLink.node_id, NodeBond.other_id)
        .join(
            NodeBond,
            and_(
                NodeBond.node_id == NodeLink.node_id,
                NodeBond.kind == BondKind.JOINED,
                NodeBond.undone_at.is_(None),
            ),
            isouter=True,
        )
        .where(NodeLink.unlinked_at.is_(None))
    )
    if contribution_ids is not None:
        query = query.where(NodeLink.contribution_id.in_(list(contribution_ids)))
    found: dict[int, set[int]] = {}
    for contribution_id, node_id, joined_into in db.session.execute(query):
        held = found.setdefault(contribution_id, set())
        held.add(node_id)
        if joined_into is not None:
            held.add(joined_into)
    return {one: tuple(sorted(held)) for one, held in found.items()}


def _add(standing: Standing | None, keys: set[Key], by: int) -> None:
    """Count one contribution more or less in these cells, and its voice where it comes or goes."""
    if standing is None or not keys:
        return
    upsert = sqlite.insert if db.is_sqlite else postgresql.insert
    cells = [
        {"process_id": standing.process_id} | _cell(key) | {"contributions": by}
        for key in sorted(keys)
    ]
    # Rows as parameters, not as values: the statements stay compiled however many there are.
    voices = upsert(CellVoice)
    counted = db.session.execute(
        voices.on_conflict_do_update(
            index_elements=["process_id", "node_id", "zone_id", "theme_id", "voice_id"],
            set_={"contributions": CellVoice.contributions + voices.excluded.contributions},
        ).returning(
            CellVoice.node_id, CellVoice.zone_id, CellVoice.theme_id, CellVoice.contributions
        ),
        [cell | {"voice_id": standing.voice_id} for cell in cells],
    )
    turning = 1 if by > 0 else 0  # the first of a voice brings it in, the last takes it away
    turned = {(node, zone, theme) for node, zone, theme, left in counted if left == turning}
    _count_cells(
        [
            cell | {"people": by * ((cell["node_id"], cell["zone_id"], cell["theme_id"]) in turned)}
            for cell in cells
        ]
    )


def _note_where(contribution_id: int, before: Standing | None, after: Standing | None) -> None:
    own = CountedIn.contribution_id == contribution_id
    if after is None:
        db.session.execute(delete(CountedIn).where(own))
        return
    values = {
        "voice_id": after.voice_id,
        "zone_id": after.zone_id,
        "theme_id": after.theme_id,
        "nodes": list(after.nodes),
    }
    if before is None:
        db.session.add(
            CountedIn(process_id=after.process_id, contribution_id=contribution_id, **values)
        )
        db.session.flush()
    else:
        db.session.execute(update(CountedIn).where(own).values(**values))
