"""The report of a session: who was there, what was said by cluster, votes, polls, promises."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.commitments import Commitment, commitments_of, told_points, votes_in
from consult.contributions import Contribution, State
from consult.kernel.db import db
from consult.kernel.i18n import _, number
from consult.minutes.policy import CAME
from consult.minutes.words import KINDS
from consult.polls import Results, polls_in, results_of
from consult.rounds import outcome_of, ranks
from consult.seats import Seat, SeatState, seats_in
from consult.tables import Block, Session
from consult.wall import Card, Result, Wall, points_on, wall_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

FEWEST = 10
"""Fewer people than these are not counted where everyone reads (trust.md)."""
GONE = frozenset({State.HIDDEN, State.WITHDRAWN, State.RETURNED})


class Reader(Enum):
    """For whom a session is told: how few people are counted, and which cards are read."""

    STAFF = "staff"
    ROOM = "room"
    EVERYONE = "everyone"

    def people(self, many: int) -> str:
        """A number of people as this reader is told it."""
        few = 0 < many < FEWEST and self is not Reader.STAFF
        return f"<{FEWEST}" if few else number(many)


@dataclass(frozen=True, slots=True)
class Presence:
    """Who came, in numbers: by municipality and by kind, as words; bodies by their names.

    `sheets` are the sheets of paper without a name: voices, but nobody who was seen.
    """

    people: str
    municipalities: Sequence[tuple[str, str]]
    kinds: Sequence[tuple[str, str]]
    bodies: Sequence[str]
    sheets: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A card in a report: its words, or why they are not there; and what it became."""

    card: Card
    words: str
    instead: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A pile, with how many points it had; without a title: what stands in none."""

    title: str
    lines: Sequence[Line]
    points: int | None = None
    pile_id: int = 0


@dataclass(frozen=True, slots=True)
class Vote:
    """What a vote has told: its targets by points, and how many voted; none while covered."""

    block: Block
    voters: str = ""
    ranking: Sequence[tuple[tuple[str, int], str, int]] = ()
    told: bool = True
    ties: Mapping[tuple[str, int], int] = field(default_factory=dict)

    @property
    def rows(self) -> list[tuple[str, int]]:
        """What had points, in words, and how many."""
        return [(words + self.tie(target), points) for target, words, points in self.ranking]

    def tie(self, target: tuple[str, int]) -> str:
        """Which place of a ranking something shares, to be said after it; nothing elsewhere."""
        place = self.ties.get(target)
        return f" ({_('tied at place %(place)s', place=place)})" if place else ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report tells."""

    session: Session
    presence: Presence
    clusters: Sequence[Cluster]
    votes: Sequence[Vote]
    polls: Sequence[Results]
    commitments: Sequence[Commitment]
    cards: int
    own: Sequence[Line] = field(default_factory=tuple)


def report_of(session: Session, reader: Reader, seat: Seat | None = None) -> Report:
    """Tell a session to a reader; with a seat, also what became of its own cards.

    The questions asked grow with the blocks and polls of a session, not with people or cards.
    """
    wall = wall_of(session)
    lines = _Lines(reader, said_of(session))
    votes = [(block, points_on(session, block)) for block in votes_in(session)]
    points = told_points([told for _block, told in votes if told])
    return Report(
        session=session,
        presence=presence_of(seats_in(session), reader),
        clusters=_clusters(wall, lines, points),
        votes=[_vote(session, block, told, wall, lines) for block, told in votes],
        polls=[results_of(poll) for poll in polls_in(session) if poll.told_at is not None],
        commitments=commitments_of(session),
        cards=wall.count,
        own=[lines.of(card) for card in wall.cards if seat and card.seat_id == seat.id],
    )


def said_of(session: Session) -> dict[int, tuple[State, str]]:
    """By card: in which state the contribution is that it became, and its code."""
    rows = db.session.execute(
        select(Card.id, Contribution.state, Contribution.code)
        .join(Contribution, Contribution.id == Card.contribution_id)
        .where(Card.session_id == session.id)
    )
    return {card_id: (state, code) for card_id, state, code in rows}


def presence_of(seats: Collection[Seat], reader: Reader) -> Presence:
    """Count who came; a number below ten is told to nobody but the staff."""
    came = [seat for seat in seats if seat.state in CAME]
    places = Counter(
        seat.municipality.name if seat.municipality else _("No municipality") for seat in came
    )
    kinds = Counter(seat.kind for seat in came)
    return Presence(
        people=reader.people(len(came)),
        municipalities=[
            (name, reader.people(many))
            for name, many in sorted(places.items(), key=lambda one: (-one[1], one[0]))
        ],
        kinds=[(str(words), reader.people(kinds[kind])) for kind, words in KINDS.items()],
        bodies=sorted({seat.body for seat in came if seat.body}),
        sheets=sum(seat.state is SeatState.PAPER for seat in seats),
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    """How a reader reads cards: never one that moderators hid; everyone only what is public."""

    reader: Reader
    said: Mapping[int, tuple[State, str]]

    def of(self, card: Card) -> Line:
        state, code = self.said.get(card.id, (None, ""))
        if state in GONE:
            return Line(card, "", _("A card that is not published."))
        if self.reader is Reader.EVERYONE and state is not State.PUBLISHED:
            return Line(card, "", _("A card that a moderator has not read yet."))
        return Line(card, card.source, code=code if state is State.PUBLISHED else "")


def lines_for(session: Session, reader: Reader, cards: Sequence[Card]) -> dict[int, Line]:
    """Cards of a session by their ids, as a reader reads them."""
    lines = _Lines(reader, said_of(session))
    return {card.id: lines.of(card) for card in cards}


def _clusters(
    wall: Wall, lines: _Lines, points: Mapping[tuple[str, int], int] | None
) -> list[Cluster]:
    found = [
        Cluster(
            heap.pile.title,
            [lines.of(card) for one in heap.cards for card in (one.card, *one.behind)],
            None if points is None else points.get(("pile", heap.pile.id), 0),
            heap.pile.id,
        )
        for heap in wall.heaps
        if heap.cards
    ]
    if points is not None:
        found.sort(key=lambda one: -(one.points or 0))
    loose = [lines.of(card) for one in wall.loose for card in (one.card, *one.behind)]
    return [*found, Cluster("", loose)] if loose else found


def _vote(session: Session, block: Block, told: Result | None, wall: Wall, lines: _Lines) -> Vote:
    if told is None:
        return Vote(block, told=False)
    names = {("pile", heap.pile.id): heap.pile.title for heap in wall.heaps}
    for card in wall.cards:
        line = lines.of(card)
        names["card", card.id] = line.words or line.instead
    ranking = sorted(told.points.items(), key=lambda one: (-one[1], one[0]))
    outcome = outcome_of(session, block) if ranks(block) else []
    if outcome:
        order = [one.target for one in outcome]
        ranking.sort(key=lambda one: order.index(one[0]) if one[0] in order else len(order))
    return Vote(
        block,
        lines.reader.people(told.voters),
        [(target, names[target], points) for target, points in ranking if target in names],
        ties={one.target: one.place for one in outcome if one.is_tied},
    )
