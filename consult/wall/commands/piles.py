"""Arranging the wall: piles, cards that go into them or behind each other, and undoing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import func, select

from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.text import clean_line
from consult.seats import Seat
from consult.tables import Session, get_session
from consult.wall.commands.moving import Change, hold_card, may_arrange, restore, snapshot
from consult.wall.models import Card, Dot, Move, Pile
from consult.wall.news import tell_arranged
from consult.wall.words import place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.accounts import Person
    from consult.wall.commands.moving import Mover

TITLE_LENGTH = 120

T = TypeVar("T", Card, Pile)


class MovedMeanwhileError(ConflictError):
    """Somebody else has moved this card: it is told where it is now."""


class RenamedMeanwhileError(ConflictError):
    """Somebody else has named or dissolved this pile."""


class UnsoundLinkError(RefusedError):
    """A card stands behind another one, of the same wall."""


class UnsoundTitleError(RefusedError):
    """A pile's title is a few words."""


class NoReasonError(RefusedError):
    """A card is set aside with a reason."""


class VotedError(RefusedError):
    """What people have put dots on stays."""


class NothingToUndoError(RefusedError):
    """One undoes what one has done."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone; not `restored` when somebody has moved the same things since."""

    move: Move
    restored: bool


def make_pile(
    mover: Mover,
    session: Session,
    title: str = "",
    card: Card | None = None,
    version: int | None = None,
) -> Pile:
    """Make a pile, with its first card or none.

    Raises `NotAllowedError`, `NotFoundError`, `UnsoundTitleError` and `MovedMeanwhileError`.
    """
    cards = [] if card is None else _held_with_followers(card)
    group_id = may_arrange(mover, session, cards)
    if card is not None and version not in {None, card.version}:
        raise _moved_meanwhile(card)
    last = select(func.max(Pile.position)).where(Pile.session_id == session.id)
    pile = Pile(
        session_id=session.id,
        group_id=group_id,
        title=_titled(title),
        position=(db.session.scalar(last) or 0) + 1,
        made_at=now(),
        dissolved_at=now(),  # nothing stands there before
    )
    db.session.add(pile)
    db.session.flush()
    change = Change(mover, session, "make", cards, [pile])
    pile.dissolved_at = None
    _put(cards, pile.id)
    change.note()
    return pile


def name_pile(mover: Mover, pile: Pile, title: str, version: int | None = None) -> None:
    """Give a pile its title.

    Raises `NotAllowedError`, `UnsoundTitleError`, and `RenamedMeanwhileError`.
    """
    session = _hold_pile(pile, version)
    may_arrange(mover, session, piles=[pile])
    titled = _titled(title)
    if not titled:
        raise UnsoundTitleError(_("Write a title for this pile."), field="title")
    change = Change(mover, session, "name", piles=[pile])
    pile.title = titled
    change.note()


def move_card(mover: Mover, card: Card, pile: Pile | None, version: int | None = None) -> None:
    """Put a card into a pile, or out of all; those that stand behind it go with it.

    A card that stood behind another stands by itself. Raises `NotAllowedError`, `NotFoundError`,
    and `MovedMeanwhileError` when somebody else has moved it since `version`.
    """
    session = get_session(card.session_id)
    if pile is not None:
        _hold_pile(pile, None)
    cards = _held_with_followers(card)
    if pile is not None and pile.session_id != session.id:
        raise UnsoundLinkError(_("This pile is on another wall."))
    may_arrange(mover, session, cards, [] if pile is None else [pile])
    target = None if pile is None else pile.id
    if version not in {None, card.version}:
        if card.pile_id == target and card.linked_to_id is None:
            return  # it is there already: sent twice, or moved alike by two
        raise _moved_meanwhile(card)
    change = Change(mover, session, "move", cards)
    card.linked_to_id = None
    _put(cards, target)
    change.note()


def link_card(mover: Mover, card: Card, to: Card, version: int | None = None) -> None:
    """Let a card stand behind another that says the same: nothing is moved away or lost.

    Raises `NotAllowedError`, `NotFoundError`, `UnsoundLinkError` and `MovedMeanwhileError`.
    """
    if card.session_id != to.session_id or card.id == to.id:
        raise UnsoundLinkError(_("Choose another card of this wall."))
    session = get_session(card.session_id)
    for one in sorted([card, to], key=lambda held: held.id):
        hold_card(one)
    head = to if to.linked_to_id is None else db.session.get_one(Card, to.linked_to_id)
    if head.id == card.id:
        raise UnsoundLinkError(_("The other card stands behind this one already."))
    cards = [card, *_followers(card)]
    may_arrange(mover, session, [*cards, head])
    if version not in {None, card.version} and card.linked_to_id != head.id:
        raise _moved_meanwhile(card)
    change = Change(mover, session, "link", cards)
    for one in cards:
        one.linked_to_id, one.pile_id = head.id, head.pile_id
    change.note()


def set_aside(person: Person, card: Card, because: str) -> None:
    """Take a card out of the way, with a reason; it stays readable under what was set aside.

    Raises `NotAllowedError`, `NotFoundError` and `NoReasonError`.
    """
    reason = clean_line(because)
    if not reason:
        raise NoReasonError(_("Write why: the reason stays beside the card."), field="because")
    _aside(person, card, reason)


def take_up(person: Person, card: Card) -> None:
    """Put a card that was set aside back on the wall; raises `NotAllowedError`."""
    _aside(person, card, "")


def dissolve_pile(mover: Mover, pile: Pile, version: int | None = None) -> None:
    """Let the cards of a pile stand by themselves again.

    Raises `NotAllowedError`, `VotedError` when people have put dots on it, and
    `RenamedMeanwhileError`.
    """
    session = _hold_pile(pile, version)
    may_arrange(mover, session, piles=[pile])
    voted = select(Dot.id).where(Dot.pile_id == pile.id, Dot.points > 0).limit(1)
    if db.session.scalar(voted) is not None:
        raise VotedError(_("People have put dots on this pile: it stays."))
    inside = select(Card).where(Card.pile_id == pile.id).order_by(Card.id).with_for_update()
    cards = list(db.session.scalars(inside))
    change = Change(mover, session, "dissolve", cards, [pile])
    pile.dissolved_at = now()
    for card in cards:
        card.pile_id = None
    change.note()
    note_act(None if isinstance(mover, Seat) else mover, "pile.dissolved", pile)


def undo_move(mover: Mover, session: Session) -> Undone:
    """Undo the last thing that this person, or this seat, did to the wall.

    Where somebody has moved the same cards since, theirs stays, and it is passed over. Raises
    `NotAllowedError` and `NothingToUndoError`.
    """
    may_arrange(mover, session)
    own = Move.by_seat_id if isinstance(mover, Seat) else Move.by_id
    query = (
        select(Move)
        .where(Move.session_id == session.id, own == mover.id, Move.undone_at.is_(None))
        .order_by(Move.id.desc())
        .limit(1)
        .with_for_update()
    )
    move = db.session.scalars(query).first()
    if move is None:
        raise NothingToUndoError(_("There is nothing of yours to undo."))
    piles = _touched(Pile, move.after["piles"])
    cards = _touched(Card, move.after["cards"])
    restored = snapshot(cards, piles) == move.after and not _holds_others(piles, cards, move)
    if restored:
        restore(cards, piles, move.before)
        tell_arranged(session)
    move.undone_at = now()
    db.session.flush()
    return Undone(move, restored)


def _touched(kind: type[T], ids: dict[str, object]) -> list[T]:
    """The things that a move touched, held."""
    wanted = [int(one) for one in ids]
    query = select(kind).where(kind.id.in_(wanted)).order_by(kind.id).with_for_update()
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _holds_others(piles: Sequence[Pile], cards: Sequence[Card], move: Move) -> bool:
    """Whether undoing would take a pile away from under cards that came into it since."""
    gone = [pile.id for pile in piles if move.before["piles"][str(pile.id)][1]]
    if not gone:
        return False
    known = [card.id for card in cards]
    query = select(Card.id).where(Card.pile_id.in_(gone), Card.id.not_in(known)).limit(1)
    return db.session.scalar(query) is not None


def _hold_pile(pile: Pile, version: int | None) -> Session:
    db.lock_row(pile)
    if pile.dissolved_at is not None:
        raise RenamedMeanwhileError(_("Somebody has dissolved this pile meanwhile."))
    if version not in {None, pile.version}:
        raise RenamedMeanwhileError(
            _("Somebody has named this pile meanwhile: “%(title)s”.", title=pile.title)
        )
    return get_session(pile.session_id)


def _held_with_followers(card: Card) -> list[Card]:
    hold_card(card)
    return [card, *_followers(card)]


def _followers(card: Card) -> list[Card]:
    """The cards that stand behind one, held."""
    query = select(Card).where(Card.linked_to_id == card.id).order_by(Card.id).with_for_update()
    return list(db.session.scalars(query))


def _put(cards: Sequence[Card], pile_id: int | None) -> None:
    for one in cards:
        one.pile_id = pile_id


def _moved_meanwhile(card: Card) -> MovedMeanwhileError:
    place = place_of(card)
    return MovedMeanwhileError(
        _("Somebody has moved this card meanwhile. %(place)s Nothing was lost.", place=place)
    )


def _aside(person: Person, card: Card, reason: str) -> None:
    hold_card(card)
    session = get_session(card.session_id)
    may_arrange(person, session, [card])
    change = Change(person, session, "aside", [card])
    card.set_aside_because = reason
    if change.note() is not None:
        note_act(person, "card.set_aside" if reason else "card.taken_up", card, reason or None)


def _titled(title: str) -> str:
    titled = clean_line(title)
    if len(titled) > TITLE_LENGTH:
        raise UnsoundTitleError(
            _("A title has at most %(most)d characters.", most=TITLE_LENGTH), field="title"
        )
    return titled
