"""Putting dots: a seat's answer to a vote, whole or one target at a time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, cast

from sqlalchemy import CompoundSelect, Insert, bindparam, literal, select, union_all
from sqlalchemy.dialects import postgresql, sqlite

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _, ngettext
from consult.kernel.policy import require
from consult.seats import Seat
from consult.tables import Block
from consult.wall.holding import hold_seat
from consult.wall.models import Card, Dot, Pile
from consult.wall.news import tell_voted
from consult.wall.policy import can_vote
from consult.wall.queries import on_the_wall

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Table

    Target = tuple[Literal["card", "pile"], int]
    Points = Mapping[Target, int]

CARD: Literal["card"] = "card"
PILE: Literal["pile"] = "pile"

# Built once: hundreds of phones ask them in the same seconds.
_ANSWER = select(Dot.card_id, Dot.pile_id, Dot.points).where(
    Dot.block_id == bindparam("block"), Dot.seat_id == bindparam("seat")
)
_SEEN: CompoundSelect[str, int] = union_all(
    select(literal(CARD).label("kind"), Card.id)
    .join(Block, Block.id == Card.block_id)
    .where(Card.id.in_(bindparam("cards", expanding=True)), *on_the_wall(bindparam("session"))),
    select(literal(PILE).label("kind"), Pile.id).where(
        Pile.id.in_(bindparam("piles", expanding=True)),
        Pile.session_id == bindparam("session"),
        Pile.dissolved_at.is_(None),
    ),
)


class TooManyDotsError(RefusedError):
    """Each seat has as many dots as the vote gives, and as many on one thing as it allows."""


class UnknownTargetError(RefusedError):
    """Dots are put on what is on this session's wall."""


def put_dots(seat: Seat, block: Block, points: Points, *, whole: bool = False) -> dict[Target, int]:
    """Set how many dots a seat puts on each of these targets; return its answer as it is now.

    With `whole` it is the whole answer, and what is not named has none. Raises `NotAllowedError`
    when the vote is not open or time is up, `TooManyDotsError` and `UnknownTargetError`.
    """
    session = hold_seat(seat, block)
    at = now()
    require(can_vote(seat, session, block, at))
    if any(number < 0 for number in points.values()):
        raise TooManyDotsError(_("Dots are put one by one: none, one or more."))
    before = dots_of(seat, block)
    changed = dict(points)
    if whole:
        changed |= {
            target: 0 for target, number in before.items() if number and target not in points
        }
    changed = {target: number for target, number in changed.items() if before.get(target) != number}
    answer = {**before, **changed}
    _check_bounds(block, answer)
    _check_targets(seat, [target for target in changed if target not in before])
    for kind in (CARD, PILE):
        rows = [
            {
                "block_id": block.id,
                "seat_id": seat.id,
                "card_id": target_id if kind == CARD else None,
                "pile_id": target_id if kind == PILE else None,
                "points": number,
                "put_at": at,
            }
            for (target_kind, target_id), number in sorted(changed.items())
            if target_kind == kind
        ]
        if rows:
            _set(rows, kind)
    if changed:
        tell_voted(session)
    return {target: number for target, number in answer.items() if number}


def dots_of(seat: Seat, block: Block) -> dict[Target, int]:
    """Return where a seat has put its dots in a vote, zeros included."""
    rows = db.session.execute(_ANSWER, {"block": block.id, "seat": seat.id})
    return {
        ((CARD, row.card_id) if row.card_id is not None else (PILE, row.pile_id)): row.points
        for row in rows
    }


def _check_bounds(block: Block, answer: Points) -> None:
    most, most_on_one = block.dots_each, block.dots_per_card
    if places := block.settings.get("ranking"):
        given = sorted((number for number in answer.values() if number), reverse=True)
        if given != list(range(places, places - len(given), -1)) or len(given) > places:
            raise TooManyDotsError(_("Give each place to one thing, from the first on."))
        return
    if most_on_one is not None and max(answer.values(), default=0) > most_on_one:
        raise TooManyDotsError(
            ngettext(
                "You can put at most %(num)s dot on one thing.",
                "You can put at most %(num)s dots on one thing.",
                most_on_one,
            )
        )
    if most is not None and sum(answer.values()) > most:
        raise TooManyDotsError(
            ngettext(
                "You have %(num)s dot: take it from where it is first.",
                "You have %(num)s dots: take one from elsewhere first.",
                most,
            )
        )


def _check_targets(seat: Seat, targets: Collection[Target]) -> None:
    """Refuse what is not on the wall of this session, in one question."""
    cards = [target_id for kind, target_id in targets if kind == CARD]
    piles = [target_id for kind, target_id in targets if kind == PILE]
    if not targets:
        return
    parts = {"cards": cards, "piles": piles, "session": seat.session_id}
    known = {(kind, target_id) for kind, target_id in db.session.execute(_SEEN, parts)}
    if set(targets) - known:
        raise UnknownTargetError(_("One of these is not on this wall: look at it again."))


def _set(rows: list[dict[str, Any]], kind: str) -> None:
    """Write all of them down at once: new ones, and those that were there with another number."""
    db.session.execute(_setting(kind, on_sqlite=db.is_sqlite), rows)


@cache
def _setting(kind: str, *, on_sqlite: bool) -> Insert:
    column = Dot.card_id if kind == CARD else Dot.pile_id
    table = cast("Table", Dot.__table__)
    statement = sqlite.insert(table) if on_sqlite else postgresql.insert(table)
    return statement.on_conflict_do_update(
        index_elements=[Dot.block_id, Dot.seat_id, column],
        index_where=column.is_not(None),
        set_={"points": statement.excluded.points, "put_at": statement.excluded.put_at},
    )
