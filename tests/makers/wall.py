"""Walls in stories: cards that were written, piles of them, dots that were put."""

from __future__ import annotations

from consult.kernel.clock import now
from consult.seats import Seat
from consult.tables import Block, BlockKind, Session
from consult.wall import Card, Dot, Pile
from tests.makers import kept
from tests.makers.tables import a_block, a_session, at_block


def a_writing_session(**rules) -> tuple[Session, Block]:
    """A session in which people are writing, covered unless the rules say otherwise."""
    session = a_session(method=None)
    given = {"prompt": "What stops at the border?", "hidden_until_reveal": True, "cards_each": 3}
    block = a_block(session, BlockKind.SILENT_WRITE, **(given | rules))
    return session, at_block(session, block)


def a_card(
    seat: Seat, block: Block, source: str = "The last bus leaves at eight", **others
) -> Card:
    """A card that somebody has written."""
    return kept(
        Card(
            session_id=block.session_id,
            block_id=block.id,
            seat_id=seat.id,
            source=source,
            written_at=now(),
            **others,
        )
    )


def a_pile(session: Session, title: str = "Timetables", *cards: Card, **others) -> Pile:
    """A pile with some cards in it."""
    given = {"position": 1, "made_at": now()}
    pile = kept(Pile(session_id=session.id, title=title, **(given | others)))
    for card in cards:
        card.pile_id = pile.id
    return kept(pile)


def a_dot(seat: Seat, block: Block, on: Card | Pile, points: int = 1) -> Dot:
    """Points that a seat has put on a card or a pile."""
    target = {"card_id": on.id} if isinstance(on, Card) else {"pile_id": on.id}
    return kept(Dot(block_id=block.id, seat_id=seat.id, points=points, put_at=now(), **target))


def a_vote(session: Session, **rules) -> Block:
    """A vote at hand in a session: five dots each, at most two on one thing."""
    given = {"dots_each": 5, "dots_per_card": 2, "minutes": 8}
    return at_block(session, a_block(session, BlockKind.VOTE, **(given | rules)))
