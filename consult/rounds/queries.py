"""Reading how a method stands: who sat where, what was read, what is in the grid, who ranked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from consult.analysis.rankings import Ranked, ranked
from consult.analysis.rotations import met_in
from consult.kernel.db import db
from consult.rounds.methods import places_of, rounds_of, slots_of
from consult.rounds.models import CardReading, GridCell, GridPlace
from consult.seats import Group, GroupPlace, Seat, SeatState
from consult.wall import Card, Dot, lines_of, wall_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from consult.tables import Block, Session


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that was ranked: at which place (shared by equals), and how."""

    place: int
    title: str
    ranked: Ranked
    is_tied: bool
    target: tuple[str, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A place at an hour: the topic there, if any, and how many go."""

    block: Block
    place: GridPlace
    group: Group | None = None
    card: Card | None = None
    people: int = 0


def tables_by_round(session: Session) -> dict[int, dict[int, list[int]]]:
    """Return who sits at which table in each round, by the ids of blocks and seats."""
    found: dict[int, dict[int, list[int]]] = {one.id: {} for one in rounds_of(session)}
    rows = db.session.execute(
        select(Group.block_id, Group.number, GroupPlace.seat_id)
        .join(GroupPlace, GroupPlace.group_id == Group.id)
        .where(Group.block_id.in_(list(found)))
        .order_by(Group.number, GroupPlace.id)
    )
    for block_id, number, seat_id in rows:
        found[block_id or 0].setdefault(number, []).append(seat_id)
    return found


def met_before(
    session: Session, block: Block, tables: Mapping[int, Mapping[int, Iterable[int]]]
) -> Counter[tuple[int, int]]:
    """Return who sat together in the rounds before a block, and how often."""
    before = [one.id for one in rounds_of(session) if one.position < block.position]
    return met_in(tables[one].values() for one in before)


def hosts_in(session: Session, block: Block) -> dict[int, int]:
    """Return who stays at each table of a round, by its number."""
    rows = db.session.execute(
        select(Group.number, Group.host_id).where(
            Group.session_id == session.id,
            Group.block_id == block.id,
            Group.host_id.is_not(None),
        )
    )
    return {number: host_id for number, host_id in rows if host_id is not None}


def read_in(block: Block) -> list[Card]:
    """Return the cards that were read out in a block, in the order in which they were."""
    query = (
        select(Card)
        .join(CardReading, CardReading.card_id == Card.id)
        .options(joinedload(Card.seat))
        .where(CardReading.block_id == block.id, Card.taken_back_at.is_(None))
        .order_by(CardReading.number)
    )
    return list(db.session.scalars(query))


def to_read(session: Session, read: Sequence[Card]) -> list[Card]:
    """Return the cards still to be read: each seat's first in turn, then each one's second."""
    cards = sorted((one.card for one in wall_of(session).heads), key=lambda card: card.id)
    turn: Counter[int] = Counter()
    place: dict[int, tuple[int, int]] = {}
    for card in cards:
        place[card.id] = (turn[card.seat_id], card.seat.number)
        turn[card.seat_id] += 1
    known = {card.id for card in read}
    return sorted((card for card in cards if card.id not in known), key=lambda card: place[card.id])


def outcome_of(session: Session, block: Block) -> list[Outcome]:
    """Return what a nominal group has ranked, the most points first; equals share a place."""
    rows = db.session.execute(
        select(Dot.seat_id, Dot.card_id, Dot.pile_id, Dot.points)
        .where(Dot.block_id == block.id, Dot.points > 0)
        .order_by(Dot.seat_id, Dot.points.desc())
    ).all()
    targets = [
        ("card", row.card_id) if row.card_id is not None else ("pile", row.pile_id) for row in rows
    ]
    lines = lines_of(wall_of(session), Counter(targets))
    item = {(line.kind, line.id): at for at, line in enumerate(lines)}
    ballots: dict[int, list[int]] = {}
    for row, target in zip(rows, targets, strict=True):
        if target in item:
            ballots.setdefault(row.seat_id, []).append(item[target])
    found = [
        one for one in ranked(list(ballots.values()), len(lines), places_of(block)) if one.voters
    ]
    standing = [(one.points, one.voters) for one in found]
    return [
        Outcome(
            1 + standing.index(key), line.title, one, standing.count(key) > 1, (line.kind, line.id)
        )
        for one, key, line in zip(found, standing, [lines[one.item] for one in found], strict=True)
    ]


def places_in(session: Session) -> Sequence[GridPlace]:
    """Return the places of a grid, in order."""
    return db.session.scalars(
        select(GridPlace).where(GridPlace.session_id == session.id).order_by(GridPlace.number)
    ).all()


def grid_of(session: Session) -> list[list[Cell]]:
    """Return the grid of a session: a row for each hour, a cell for each place."""
    slots, places = slots_of(session), places_in(session)
    cells = {
        (one.group.block_id, one.group.number): one
        for one in db.session.scalars(
            select(GridCell)
            .join(GridCell.group)
            .join(GridCell.card)
            .options(
                contains_eager(GridCell.group),
                contains_eager(GridCell.card).joinedload(Card.seat),
            )
            .where(Group.session_id == session.id, Card.taken_back_at.is_(None))
        )
    }
    going: dict[int, int] = dict(
        db.session.execute(
            select(GroupPlace.group_id, func.count())
            .join(Seat, Seat.id == GroupPlace.seat_id)
            .where(
                GroupPlace.group_id.in_([one.group_id for one in cells.values()]),
                Seat.state == SeatState.PRESENT,
            )
            .group_by(GroupPlace.group_id)
        ).all()
    )

    def cell(block: Block, place: GridPlace) -> Cell:
        there = cells.get((block.id, place.number))
        if there is None:
            return Cell(block, place)
        return Cell(block, place, there.group, there.card, going.get(there.group_id, 0))

    return [[cell(block, place) for place in places] for block in slots]


def going_of(seat: Seat) -> set[int]:
    """Return the ids of the groups in which a seat has a place."""
    return set(db.session.scalars(select(GroupPlace.group_id).where(GroupPlace.seat_id == seat.id)))
