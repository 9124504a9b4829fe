"""Reading who sits in a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.seats.models import Group, GroupPlace, Seat, SeatKey, SeatState
from consult.tables import Block, Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BY_TOKEN = (
    select(Seat)
    .join(SeatKey, SeatKey.seat_id == Seat.id)
    .options(joinedload(Seat.municipality))
    .where(SeatKey.token_hash == bindparam("token_hash"), Seat.session_id == bindparam("session"))
)


def seat_by_token(session: Session, token_hash: str) -> Seat | None:
    """The seat that a browser's token opens, in one query."""
    return db.session.scalar(_BY_TOKEN, {"token_hash": token_hash, "session": session.id})


def seats_in(session: Session) -> Sequence[Seat]:
    """Every seat of a session in the order they were taken, whatever its state."""
    return db.session.scalars(
        select(Seat)
        .options(joinedload(Seat.municipality))
        .where(Seat.session_id == session.id)
        .order_by(Seat.number)
    ).all()


def seats_taken(session: Session) -> int:
    """How many seats were taken in a session so far, those that are empty again among them."""
    last = select(func.max(Seat.number)).where(Seat.session_id == session.id)
    return db.session.scalar(last) or 0


def present_in(session: Session) -> Sequence[Seat]:
    """The seats that take part, in the order they were taken."""
    return [seat for seat in seats_in(session) if seat.state is SeatState.PRESENT]


def phoneless_in(session: Session) -> Sequence[Seat]:
    """The seats that take part and have no phone, in the order they were taken."""
    return [seat for seat in present_in(session) if seat.has_no_phone]


def count_present(session: Session) -> int:
    """How many seats take part."""
    query = select(func.count(Seat.id)).where(
        Seat.session_id == session.id, Seat.state == SeatState.PRESENT
    )
    return db.session.scalar(query) or 0


def find_seat(session: Session, number: int) -> Seat:
    """Return a seat of a session by its number. Raises `NotFoundError`."""
    seat = db.session.scalar(
        select(Seat)
        .options(joinedload(Seat.municipality))
        .where(Seat.session_id == session.id, Seat.number == number)
    )
    if seat is None:
        raise NotFoundError(_("There is no such seat."))
    return seat


def find_group(session: Session, group_id: int) -> Group:
    """Return a group of a session. Raises `NotFoundError`."""
    group = db.session.scalar(
        select(Group).where(Group.session_id == session.id, Group.id == group_id)
    )
    if group is None:
        raise NotFoundError(_("There is no such group."))
    return group


def groups_in(session: Session, block: Block | None = None) -> Sequence[Group]:
    """The groups that work in a block: its own or, where it has none, those of the session."""
    found = db.session.scalars(
        select(Group)
        .where(
            Group.session_id == session.id,
            Group.block_id.is_(None)
            if block is None
            else (Group.block_id == block.id) | Group.block_id.is_(None),
        )
        .order_by(Group.number, Group.id)
    ).all()
    own = [group for group in found if group.block_id is not None]
    return own or found


def members_of(groups: Iterable[Group]) -> dict[int, list[Seat]]:
    """The seats in each group, in the order they were taken (never missing)."""
    members: dict[int, list[Seat]] = {group.id: [] for group in groups}
    rows = db.session.execute(
        select(GroupPlace.group_id, Seat)
        .join(Seat, Seat.id == GroupPlace.seat_id)
        .options(joinedload(Seat.municipality))
        .where(GroupPlace.group_id.in_(list(members)))
        .order_by(Seat.number)
    )
    for group_id, seat in rows:
        members[group_id].append(seat)
    return members


def group_of(seat: Seat, block: Block) -> Group | None:
    """The group that a seat works with in a block: of the block or, without, of the session."""
    found = db.session.scalars(
        select(Group)
        .join(GroupPlace, GroupPlace.group_id == Group.id)
        .where(
            GroupPlace.seat_id == seat.id,
            (Group.block_id == block.id) | Group.block_id.is_(None),
        )
    ).all()
    return max(found, key=lambda group: group.block_id is not None, default=None)
