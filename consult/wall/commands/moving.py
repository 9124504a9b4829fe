"""What every rearrangement of a wall has in common: who moves, what is held, what is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.seats import Seat
from consult.tables import Block, Session
from consult.wall.models import Card, Move, Pile
from consult.wall.news import tell_arranged
from consult.wall.policy import can_arrange, can_arrange_group
from consult.wall.queries import groups_by_seat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consult.accounts import Person

    Mover = Person | Seat
    Snapshot = dict[str, Any]


def may_arrange(
    mover: Mover, session: Session, cards: Sequence[Card] = (), piles: Sequence[Pile] = ()
) -> int | None:
    """Let whoever runs the session go on, or a seat with what is of its own group.

    Return that group. Raises `NotAllowedError`.
    """
    if not isinstance(mover, Seat):
        require(can_arrange(mover, session))
        return None
    groups = groups_by_seat(session, session.block)
    touched = {groups.get(card.seat_id) for card in cards} | {pile.group_id for pile in piles}
    own = groups.get(mover.id)
    require(can_arrange_group(mover, session, own, touched))
    return own


def hold_card(card: Card) -> None:
    """Hold a card that is on the wall; raises `NotFoundError` for one that nobody may see."""
    db.lock_row(card)
    block = db.session.get_one(Block, card.block_id)
    if block.is_covered or card.taken_back_at is not None:
        raise NotFoundError(_("This card is not on the wall."))


def snapshot(cards: Iterable[Card], piles: Iterable[Pile]) -> Snapshot:
    """Return how some cards and piles stand, so that they can stand so again."""
    return {
        "cards": {
            str(card.id): [card.pile_id, card.linked_to_id, card.set_aside_because]
            for card in cards
        },
        "piles": {str(pile.id): [pile.title, pile.dissolved_at is not None] for pile in piles},
    }


class Change:
    """One rearrangement: what stood before is kept when it begins, what stands after at its end."""

    def __init__(
        self,
        mover: Mover,
        session: Session,
        kind: str,
        cards: Sequence[Card] = (),
        piles: Sequence[Pile] = (),
    ) -> None:
        self._mover, self._session, self._kind = mover, session, kind
        self._cards, self._piles = cards, piles
        self._before = snapshot(cards, piles)

    def note(self) -> Move | None:
        """Write down what was done; nothing when all stands as it stood."""
        after = snapshot(self._cards, self._piles)
        if after == self._before:
            return None
        _count_versions(self._cards, self._piles, self._before, after)
        by_seat = isinstance(self._mover, Seat)
        move = Move(
            session_id=self._session.id,
            by_id=None if by_seat else self._mover.id,
            by_seat_id=self._mover.id if by_seat else None,
            kind=self._kind,
            before=self._before,
            after=after,
            at=now(),
        )
        db.session.add(move)
        db.session.flush()
        tell_arranged(self._session)
        return move


def restore(cards: Sequence[Card], piles: Sequence[Pile], state: Snapshot) -> None:
    """Let some cards and piles stand as a snapshot says."""
    before = snapshot(cards, piles)
    for card in cards:
        card.pile_id, card.linked_to_id, card.set_aside_because = state["cards"][str(card.id)]
    for pile in piles:
        pile.title, dissolved = state["piles"][str(pile.id)]
        pile.dissolved_at = (pile.dissolved_at or now()) if dissolved else None
    _count_versions(cards, piles, before, snapshot(cards, piles))
    db.session.flush()


def _count_versions(
    cards: Iterable[Card], piles: Iterable[Pile], before: Snapshot, after: Snapshot
) -> None:
    for card in cards:
        card.version += before["cards"][str(card.id)] != after["cards"][str(card.id)]
    for pile in piles:
        pile.version += before["piles"][str(pile.id)] != after["piles"][str(pile.id)]
