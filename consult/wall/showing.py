"""What the wall's pieces show: tiles of who wrote, a ballot, a ranking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consult.wall.words import pile_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.seats import Group, Seat
    from consult.tables import Block
    from consult.wall.queries import Result, Wall


@dataclass(frozen=True, slots=True)
class Tile:
    """One seat, and how many cards it has written."""

    seat: Seat
    cards: int


@dataclass(frozen=True, slots=True)
class TileRow:
    """The seats of a group, or those in none."""

    group: Group | None
    tiles: Sequence[Tile]

    @property
    def cards(self) -> int:
        """How many cards they have written together."""
        return sum(tile.cards for tile in self.tiles)


@dataclass(frozen=True, slots=True)
class Line:
    """Something that dots are put on: its title, its cards, and how many points are on it."""

    kind: str
    id: int
    title: str
    cards: int
    points: int

    @property
    def target(self) -> str:
        """How a form names it."""
        return f"{self.kind}-{self.id}"


@dataclass(frozen=True, slots=True)
class Ballot:
    """A seat's own dots: what is left of how many, and at most how many on one thing."""

    lines: Sequence[Line]
    each: int | None
    on_one: int | None
    spent: int

    @property
    def left(self) -> int | None:
        """How many dots are left; none where the vote has no bound."""
        return None if self.each is None else max(self.each - self.spent, 0)

    def takes_more(self, line: Line) -> bool:
        """Whether one more dot can go on a thing."""
        room = self.on_one is None or line.points < self.on_one
        return room and (self.left is None or self.left > 0)

    def circles(self, line: Line) -> int:
        """How many circles to draw on a line, spent and free; none where there is no bound."""
        most = self.on_one or self.each or 0
        return max(most, line.points) if most <= MOST_CIRCLES else 0


MOST_CIRCLES = 6


def tiles_of(
    seats: Sequence[Seat],
    counts: Mapping[int, int],
    groups: Sequence[Group],
    members: Mapping[int, Sequence[Seat]],
) -> list[TileRow]:
    """Put a tile for each seat present beside those of its group."""
    here = {seat.id for seat in seats}
    grouped = {seat.id for group in groups for seat in members[group.id]}
    rows = [
        TileRow(
            group,
            [Tile(one, counts.get(one.id, 0)) for one in members[group.id] if one.id in here],
        )
        for group in groups
    ]
    others = [Tile(one, counts.get(one.id, 0)) for one in seats if one.id not in grouped]
    if others:
        rows.append(TileRow(None, others))
    return [row for row in rows if row.tiles]


def lines_of(wall: Wall, points: Mapping[Any, int]) -> list[Line]:
    """What one votes on: the piles, then the cards that are in none; and what has points."""
    lines = [
        Line("pile", heap.pile.id, pile_title(heap.pile), heap.count, points.get(key, 0))
        for heap in wall.heaps
        for key in [("pile", heap.pile.id)]
        if heap.count or key in points
    ]
    loose = {one.card.id for one in wall.loose}
    lines += [
        Line("card", card.id, card.source, 0, points.get(("card", card.id), 0))
        for card in [*wall.cards, *wall.aside]
        if card.id in loose or points.get(("card", card.id))
    ]
    return lines


def ballot_of(wall: Wall, block: Block, own: Mapping[Any, int]) -> Ballot:
    """Return a seat's ballot as it stands."""
    return Ballot(lines_of(wall, own), block.dots_each, block.dots_per_card, sum(own.values()))


def ranked(wall: Wall, result: Result | None) -> list[Line]:
    """Return what got points, the most first; nothing while the result is hidden."""
    if result is None:
        return []
    lines = [line for line in lines_of(wall, result.points) if line.points]
    return sorted(lines, key=lambda line: (-line.points, line.kind, line.id))
