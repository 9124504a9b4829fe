"""Who may write, arrange, open and vote on a wall, and when, in words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from consult.accounts import Person
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.seats import Seat, SeatState
from consult.tables import Block, BlockKind, Session, SessionState, can_run
from consult.wall.models import Card

WRITING = frozenset({BlockKind.SILENT_WRITE, BlockKind.BREAKOUT})
GROUPING = frozenset({BlockKind.BREAKOUT, BlockKind.CLUSTER})
WORTH_WAITING = timedelta(minutes=2)
"""A card of a part that is over still arrives: a phone sends what it kept without network."""
DOTS_IN_FLIGHT = 5
"""Seconds after the end of the time in which a dot on its way still counts."""


def takes_cards(block: Block) -> bool:
    """Whether cards are written in a block: by what it is, or because its rules count them."""
    return block.kind in WRITING or block.cards_each is not None


def writing_ended_at(block: Block) -> datetime | None:
    """Return when a block stopped taking cards: at its end, or when its covered cards opened."""
    revealed_at = block.revealed_at if block.hidden_until_reveal else None
    return min((at for at in (block.ended_at, revealed_at) if at is not None), default=None)


def can_write(seat: Seat, session: Session, block: Block, at: datetime) -> Verdict:
    """A seat that takes part, in a block at hand that takes cards; afterwards in the late window.

    What a phone kept without network is taken up to two minutes after the block is over.
    """
    seated = _takes_part(seat, session, block)
    if not seated:
        return seated
    if not takes_cards(block) or block.began_at is None:
        return no(_("No cards are written in this part."))
    if session.state is SessionState.ENDED:
        return _in_late_window(session, at)
    if session.state is not SessionState.RUNNING:
        return no(_("This session is not running: no cards are written now."))
    ended_at = writing_ended_at(block)
    if ended_at is not None and at > ended_at + WORTH_WAITING:
        return no(_("This part is over: it takes no more cards."))
    return YES


def can_change(seat: Seat, session: Session, block: Block, card: Card, at: datetime) -> Verdict:
    """Its author, while the card is covered or its block is at hand, or in the late window."""
    if card.seat_id != seat.id:
        return no(_("You can change only what you wrote."))
    if card.taken_back_at is not None:
        return no(_("You took this card back."))
    if card.contribution_id is not None or session.state is SessionState.CLOSED:
        return no(_("This session is closed: its cards stay as they are."))
    if session.state is SessionState.ENDED:
        return _in_late_window(session, at)
    if block.is_covered or block.is_at_hand:
        return YES
    return no(_("This part is over: its cards stay as they are."))


def can_write_for(person: Person | None, session: Session, block: Block) -> Verdict:
    """Who runs the session writes for someone, in any part that has begun, until it is closed."""
    allowed = can_run(person, session)
    if not allowed:
        return allowed
    if session.state not in {SessionState.RUNNING, SessionState.ENDED}:
        return no(_("Cards are written from the start of a session until it is closed."))
    if block.session_id != session.id or not takes_cards(block) or block.began_at is None:
        return no(_("No cards are written in this part."))
    return YES


def can_reveal(person: Person | None, session: Session, block: Block) -> Verdict:
    """Who runs the session opens the cards of a block, or the result of its vote."""
    allowed = can_run(person, session)
    if not allowed:
        return allowed
    if session.state is SessionState.CLOSED:
        return no(_("This session is closed: its cards stay as they are."))
    if block.session_id != session.id or block.began_at is None:
        return no(_("This part has not begun: there is nothing to open."))
    return YES


def can_arrange(person: Person | None, session: Session) -> Verdict:
    """Who runs the session arranges its wall, but not while people vote on it."""
    allowed = can_run(person, session)
    return allowed and _is_arranged_now(session)


def can_arrange_group(
    seat: Seat, session: Session, own_group: int | None, groups: Collection[int | None]
) -> Verdict:
    """A seat arranges the cards and piles of its own group, while groups work."""
    block = session.block
    if block is None or block.kind not in GROUPING:
        return no(_("Groups arrange their cards while they work together."))
    seated = _takes_part(seat, session, block)
    if not seated:
        return seated
    if own_group is None or set(groups) - {own_group}:
        return no(_("You arrange the cards of your own group."))
    return _is_arranged_now(session)


def can_vote(seat: Seat, session: Session, block: Block, at: datetime) -> Verdict:
    """A seat that takes part, while a vote is at hand and there is time left."""
    seated = _takes_part(seat, session, block)
    if not seated:
        return seated
    at_hand = session.state is SessionState.RUNNING and block.is_at_hand
    if block.kind is not BlockKind.VOTE or not at_hand:
        return no(_("No vote is open now."))
    if block.revealed_at is not None:
        return no(_("The result is open: dots stay where they are."))
    if block.seconds_left(at, session.paused_at) < -DOTS_IN_FLIGHT:
        return no(_("Time is up: dots stay where they are."))
    return YES


def shows_points(block: Block) -> bool:
    """Whether the result of a vote is open to everyone: to nobody, before."""
    return block.revealed_at is not None or block.ended_at is not None


def _takes_part(seat: Seat, session: Session, block: Block) -> Verdict:
    if seat.session_id != session.id or block.session_id != session.id:
        return no(_("This place is in another session."))
    if seat.state is SeatState.WAITING:
        return no(_("Wait for who runs the session to let you in."))
    over = session.state is SessionState.ENDED and seat.state is SeatState.LEFT
    if seat.state is not SeatState.PRESENT and not over:
        return no(_("You no longer take part in this session."))
    return YES


def _in_late_window(session: Session, at: datetime) -> Verdict:
    if session.late_until is not None and at < session.late_until:
        return YES
    return no(_("This session is over, and so is the time for late cards."))


def _is_arranged_now(session: Session) -> Verdict:
    if session.state not in {SessionState.RUNNING, SessionState.ENDED}:
        return no(_("The wall is arranged from the start of a session until it is closed."))
    block = session.block
    if block is not None and block.kind is BlockKind.VOTE:
        return no(_("People are voting: the wall stays as it is until the vote is over."))
    return YES
