"""Writing a card, changing it, taking it back; writing one for somebody; opening them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ScalarSelect, Text, bindparam, or_, select, union_all, update

from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _, ngettext
from consult.kernel.policy import require
from consult.kernel.text import clean
from consult.seats import Group, GroupPlace, Seat
from consult.tables import Block, Session, get_session
from consult.wall.holding import hold_seat
from consult.wall.models import Card, CardKind
from consult.wall.news import tell_arranged, tell_opened, tell_written
from consult.wall.policy import can_change, can_reveal, can_write, can_write_for

if TYPE_CHECKING:
    from consult.accounts import Person

CARD_LENGTH = 280
PAPER_LENGTH = 1_000
MOST_CARDS = 60

# Built once: hundreds of phones ask them in the same seconds. No row's key equals none.
_WRITTEN = select(Card).where(
    Card.id.in_(
        union_all(
            select(Card.id).where(
                Card.seat_id == bindparam("seat"), Card.block_id == bindparam("block")
            ),
            select(Card.id).where(
                Card.session_id == bindparam("session"),
                Card.client_key == bindparam("client_key", type_=Text()),
            ),
        )
    )
)


class EmptyCardError(RefusedError):
    """A card says something."""


class LongCardError(RefusedError):
    """A card is as short as its block asks."""


class TooManyCardsError(RefusedError):
    """Each seat writes as many cards as the block allows."""


class ForeignKeyError(ConflictError):
    """A browser's own name for a card, which another seat has used."""


class TakenNumberError(ConflictError):
    """Each printed number is entered once."""


@dataclass(frozen=True, slots=True)
class CardDraft:
    """What somebody writes; its browser's own name for it, or the number of a paper card."""

    source: str
    kind: CardKind = CardKind.THOUGHT
    client_key: str | None = None
    printed_number: int | None = None
    on_paper: bool = False


def card_length(block: Block) -> int:
    """Return how many characters a card of a block may have."""
    return block.card_length or CARD_LENGTH


def most_cards(block: Block) -> int:
    """Return how many cards a seat may write in a block; without a rule, more than anyone does."""
    return MOST_CARDS if block.cards_each is None else block.cards_each


def write_card(seat: Seat, block: Block, draft: CardDraft, by: Person | None = None) -> Card:
    """Put a card on the wall; the same client key again gives the card that is there.

    Raises `NotAllowedError` when the block takes no cards now, `EmptyCardError`, `LongCardError`,
    `TooManyCardsError`, and `ForeignKeyError` for a key of another seat's card.
    """
    session = hold_seat(seat, block)
    written = _written(seat, block, draft)
    again = next((one for one in written if one.client_key == draft.client_key), None)
    if again is not None and draft.client_key is not None:
        if again.seat_id != seat.id:
            raise ForeignKeyError(_("This card was sent from another place. Write it again."))
        return again
    require(
        can_write(seat, session, block, now()) if by is None else can_write_for(by, session, block)
    )
    source = _worded(draft.source, PAPER_LENGTH if draft.on_paper else card_length(block))
    mine = sum(one.seat_id == seat.id and one.taken_back_at is None for one in written)
    if mine >= most_cards(block) and not draft.on_paper:
        raise TooManyCardsError(
            ngettext(
                "Each person writes %(num)s card in this part.",
                "Each person writes %(num)s cards in this part.",
                most_cards(block),
            ),
            field="source",
        )
    card = Card(
        session_id=session.id,
        block_id=block.id,
        seat_id=seat.id,
        group_id=_group_of(seat, block),
        kind=draft.kind,
        source=source,
        client_key=draft.client_key,
        printed_number=draft.printed_number,
        written_at=now(),
        entered_by_id=None if by is None else by.id,
    )
    db.session.add(card)
    db.session.flush()
    tell_written(session, block)
    return card


def change_card(seat: Seat, card: Card, source: str) -> None:
    """Say it otherwise; raises `NotAllowedError`, `EmptyCardError` and `LongCardError`."""
    session, block = _changing(seat, card)
    worded = _worded(source, card_length(block))
    if worded != card.source:
        card.source = worded
        card.version += 1
        db.session.flush()
        if not block.is_covered:
            tell_arranged(session)


def take_back_card(seat: Seat, card: Card) -> None:
    """Take one's card off the wall; those that stood behind it stand by themselves again.

    Raises `NotAllowedError`.
    """
    if card.seat_id == seat.id and card.taken_back_at is not None:
        return
    session, block = _changing(seat, card)
    card.taken_back_at = now()
    card.version += 1
    db.session.execute(
        update(Card)
        .where(Card.linked_to_id == card.id)
        .values(linked_to_id=None, version=Card.version + 1)
    )
    db.session.flush()
    tell_written(session, block)


def write_for(person: Person, session: Session, seat: Seat, block: Block, draft: CardDraft) -> Card:
    """Write what somebody says, or what stands on their paper, in their place.

    Raises `NotAllowedError`, `EmptyCardError`, `LongCardError`, `TooManyCardsError` (not for what
    is on paper: it was written), and `TakenNumberError` for a number that was entered before.
    """
    require(can_write_for(person, session, block))
    if draft.printed_number is not None:
        taken = select(Card.id).where(
            Card.session_id == session.id, Card.printed_number == draft.printed_number
        )
        if db.session.scalar(taken) is not None:
            raise TakenNumberError(
                _("Card number %(num)s was entered before.", num=draft.printed_number),
                field="source",
            )
    card = write_card(seat, block, draft, by=person)
    note_act(person, "card.written_for", card, seat=seat.number)
    return card


def reveal(person: Person, block: Block) -> None:
    """Open the cards of a block to everyone, or the result of its vote; again changes nothing.

    Raises `NotAllowedError`.
    """
    db.lock_row(block)
    session = get_session(block.session_id)
    require(can_reveal(person, session, block))
    if block.revealed_at is not None:
        return
    block.revealed_at = now()
    db.session.flush()
    note_act(person, "block.revealed", block)
    tell_opened(session)


def _written(seat: Seat, block: Block, draft: CardDraft) -> list[Card]:
    """A seat's cards in a block, and the one that this browser sent before, in one question."""
    asked = {"session": seat.session_id, "seat": seat.id, "block": block.id}
    return list(db.session.scalars(_WRITTEN, {**asked, "client_key": draft.client_key}))


def _group_of(seat: Seat, block: Block) -> ScalarSelect[int]:
    """The group in which a seat works in a block, found while the card is written."""
    return (
        select(GroupPlace.group_id)
        .join(Group, Group.id == GroupPlace.group_id)
        .where(GroupPlace.seat_id == seat.id, Group.session_id == seat.session_id)
        .where(or_(Group.block_id == block.id, Group.block_id.is_(None)))
        .order_by(Group.block_id.is_(None), Group.id)
        .limit(1)
        .scalar_subquery()
    )


def _changing(seat: Seat, card: Card) -> tuple[Session, Block]:
    """Hold a card for its author, and return its session and block; raises `NotAllowedError`."""
    block = db.session.get_one(Block, card.block_id)
    session = hold_seat(seat, block)
    db.lock_row(card)  # somebody may be moving it
    require(can_change(seat, session, block, card, now()))
    return session, block


def _worded(source: str, most: int) -> str:
    worded = clean(source)
    if not worded:
        raise EmptyCardError(_("Write something on the card."), field="source")
    if len(worded) > most:
        raise LongCardError(
            _(
                "A card has at most %(most)d characters, this one %(length)d: shorten it.",
                most=most,
                length=len(worded),
            ),
            field="source",
        )
    return worded
