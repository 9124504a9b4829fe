"""Reading a wall: what everyone sees of it, what its author sees, who has written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import BindParameter, ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.seats import Group, GroupPlace, Seat
from consult.tables import Block, Session, SessionState
from consult.wall.models import Card, Dot, Pile
from consult.wall.policy import shows_points, takes_cards

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

LARGEST_ID = 2**31


@dataclass(frozen=True, slots=True)
class Standing:
    """A card where it stands, with those that say the same behind it."""

    card: Card
    behind: Sequence[Card] = ()


@dataclass(frozen=True, slots=True)
class Heap:
    """A pile with its cards as they stand."""

    pile: Pile
    cards: Sequence[Standing] = ()

    @property
    def count(self) -> int:
        """How many cards are in it, those behind others included."""
        return sum(1 + len(one.behind) for one in self.cards)


@dataclass(frozen=True, slots=True)
class Wall:
    """What everyone may see: piles in order, cards in none, and what was set aside."""

    heaps: Sequence[Heap] = ()
    loose: Sequence[Standing] = ()
    aside: Sequence[Card] = ()
    count: int = 0

    @property
    def heads(self) -> list[Standing]:
        """The cards that others may stand behind."""
        return [one for heap in self.heaps for one in heap.cards] + list(self.loose)

    @property
    def loose_count(self) -> int:
        """How many cards are in no pile, those behind others included."""
        return sum(1 + len(one.behind) for one in self.loose)

    @property
    def cards(self) -> list[Card]:
        """Every card that stands on it, those behind others included."""
        return [card for one in self.heads for card in (one.card, *one.behind)]


@dataclass(frozen=True, slots=True)
class Result:
    """What a vote has told: points by target, and how many seats put any."""

    points: Mapping[tuple[str, int], int] = field(default_factory=dict)
    voters: int = 0

    @property
    def total(self) -> int:
        """How many points were put in all."""
        return sum(self.points.values())


def on_the_wall(session_id: int | BindParameter[int]) -> list[ColumnElement[bool]]:
    """What a card must be for everyone to see it, where its block is joined."""
    return [
        Card.session_id == session_id,
        Card.taken_back_at.is_(None),
        or_(Block.hidden_until_reveal.is_(False), Block.revealed_at.is_not(None)),
    ]


def cards_on(session: Session) -> Sequence[Card]:
    """Every card that everyone may see, with its seat and place, the oldest first."""
    return db.session.scalars(
        select(Card)
        .join(Block, Block.id == Card.block_id)
        .options(joinedload(Card.seat).joinedload(Seat.municipality))
        .where(*on_the_wall(session.id))
        .order_by(Card.id)
    ).all()


def piles_on(session: Session) -> Sequence[Pile]:
    """The piles that stand on a wall, in the order they were made."""
    return db.session.scalars(
        select(Pile)
        .where(Pile.session_id == session.id, Pile.dissolved_at.is_(None))
        .order_by(Pile.position, Pile.id)
    ).all()


def wall_of(session: Session, seats: Collection[int] | None = None, group_id: int = 0) -> Wall:
    """Return the wall of a session, or the part that some seats and their group have to arrange.

    It takes two queries, whatever stands on it.
    """
    cards = [one for one in cards_on(session) if seats is None or one.seat_id in seats]
    piles = [one for one in piles_on(session) if seats is None or one.group_id == group_id]
    return arranged(cards, piles)


def arranged(cards: Sequence[Card], piles: Sequence[Pile]) -> Wall:
    """Put cards into their piles and behind each other."""
    there = {card.id: card for card in cards}
    behind: dict[int, list[Card]] = {}
    heads: list[Card] = []
    for card in cards:
        if card.linked_to_id in there:
            behind.setdefault(card.linked_to_id or 0, []).append(card)
        else:
            heads.append(card)
    standing = [Standing(card, behind.get(card.id, ())) for card in heads]
    known = {pile.id for pile in piles}
    shown = [one for one in standing if not one.card.set_aside_because]
    return Wall(
        heaps=[Heap(pile, [one for one in shown if one.card.pile_id == pile.id]) for pile in piles],
        loose=[one for one in shown if one.card.pile_id not in known],
        aside=[
            card
            for one in standing
            if one.card.set_aside_because
            for card in (one.card, *one.behind)
        ],
        count=sum(1 + len(one.behind) for one in shown),
    )


def own_cards(seat: Seat, block: Block | None = None) -> Sequence[Card]:
    """What a seat has written and not taken back, in a block or in all, the oldest first."""
    query = select(Card).where(Card.seat_id == seat.id, Card.taken_back_at.is_(None))
    if block is not None:
        query = query.where(Card.block_id == block.id)
    return db.session.scalars(query.order_by(Card.id)).all()


def find_card(session: Session, card_id: int) -> Card:
    """Return a card of a session by its id. Raises `NotFoundError`.

    Whether one may see it is for who asks to say: a covered one is only its author's.
    """
    card = db.session.get(Card, card_id) if 0 < card_id < LARGEST_ID else None
    if card is None or card.session_id != session.id:
        raise NotFoundError(_("There is no such card."))
    return card


def find_pile(session: Session, pile_id: int) -> Pile:
    """Return a pile of a session by its id, dissolved or not. Raises `NotFoundError`."""
    pile = db.session.get(Pile, pile_id) if 0 < pile_id < LARGEST_ID else None
    if pile is None or pile.session_id != session.id:
        raise NotFoundError(_("There is no such pile."))
    return pile


def cards_by_seat(block: Block) -> dict[int, int]:
    """How many cards each seat has written in a block: that it wrote, never what."""
    query = (
        select(Card.seat_id, func.count(Card.id).label("cards"))
        .where(Card.block_id == block.id, Card.taken_back_at.is_(None))
        .group_by(Card.seat_id)
    )
    return {row.seat_id: row.cards for row in db.session.execute(query)}


def groups_by_seat(session: Session, block: Block | None) -> dict[int, int]:
    """The group of each seat in a block: the block's own or, where it has none, the session's."""
    query = (
        select(GroupPlace.seat_id, GroupPlace.group_id, Group.block_id)
        .join(Group, Group.id == GroupPlace.group_id)
        .where(Group.session_id == session.id)
        .where(or_(Group.block_id.is_(None), Group.block_id == (block.id if block else None)))
        .order_by(Group.block_id.is_not(None), Group.id)
    )
    found: dict[int, int] = {}
    of_block: set[int] = set()
    for seat_id, group_id, block_id in db.session.execute(query).all():
        if block_id is not None or seat_id not in found:
            found[seat_id] = group_id
        if block_id is not None:
            of_block.add(seat_id)
    return {seat: group for seat, group in found.items() if not of_block or seat in of_block}


def points_on(session: Session, block: Block) -> Result | None:
    """What a vote has told, or none while it is hidden from everyone: until it is over or opened.

    One question to the database; none while it is hidden.
    """
    if block.session_id != session.id or not shows_points(block):
        return None
    query = select(Dot.card_id, Dot.pile_id, Dot.seat_id, Dot.points).where(
        Dot.block_id == block.id, Dot.points > 0
    )
    points: dict[tuple[str, int], int] = {}
    voters: set[int] = set()
    for card_id, pile_id, seat_id, number in db.session.execute(query).all():
        target = ("card", card_id) if card_id is not None else ("pile", pile_id or 0)
        points[target] = points.get(target, 0) + number
        voters.add(seat_id)
    return Result(points, len(voters))


def voters_in(block: Block) -> int:
    """How many seats have put a dot: that they did, never where."""
    query = select(func.count(func.distinct(Dot.seat_id))).where(
        Dot.block_id == block.id, Dot.points > 0
    )
    return int(db.session.scalar(query) or 0)


def latest_vote(session: Session) -> Block | None:
    """The last block of a session whose votes are told, if any."""
    told = [one for one in session.blocks if one.kind == "vote" and shows_points(one)]
    return told[-1] if told else None


def late_block(session: Session, at: datetime) -> Block | None:
    """The block that late cards go to while their window is open: the first one that took cards."""
    if session.state is not SessionState.ENDED or session.late_until is None:
        return None
    if at >= session.late_until:
        return None
    return writing_block(session.blocks)


def writing_block(blocks: Iterable[Block]) -> Block | None:
    """The first block that has begun and takes cards."""
    return next((one for one in blocks if one.began_at is not None and takes_cards(one)), None)


def find_block(session: Session, block_id: int) -> Block:
    """Return a block of a session by its id. Raises `NotFoundError`."""
    block = next((one for one in session.blocks if one.id == block_id), None)
    if block is None:
        raise NotFoundError(_("There is no such part in this session."))
    return block
