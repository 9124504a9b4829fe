"""Groups of a block: dealt evenly, moved by hand; who comes late joins the smallest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, delete, func, select
from sqlalchemy.exc import IntegrityError

from consult.analysis.groups import balanced_groups, smallest
from consult.audit import note_act
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import clean_line
from consult.live import announce_change
from consult.seats.models import Group, GroupPlace, Seat
from consult.seats.policy import can_change_seats
from consult.seats.queries import present_in
from consult.tables import Block, Session, topic_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.accounts import Person

MOST_GROUPS = 50
TOPIC_LIMIT = 150


def make_groups(
    person: Person, session: Session, block: Block | None, number: int
) -> Sequence[Group]:
    """Deal all who are present into so many groups, mixing municipalities and kinds.

    Done again it deals anew: cards stay with the group they were written in. Raises
    `NotAllowedError`, and `RefusedError` beside the number.
    """
    require(can_change_seats(person, session))
    if not 1 <= number <= MOST_GROUPS:
        raise RefusedError(_("Make from one group to %(most)d.", most=MOST_GROUPS), field="number")
    hold_seats(session)
    people = [(seat.id, seat.municipality_id, seat.kind.value) for seat in present_in(session)]
    return deal_groups(person, session, block, balanced_groups(people, number))


def deal_groups(
    person: Person,
    session: Session,
    block: Block | None,
    dealt: Sequence[Sequence[int]],
    *,
    hosts: bool = False,
) -> Sequence[Group]:
    """Put seats into groups as a plan says; with `hosts` the first of each stays for the others.

    Raises `NotAllowedError`.
    """
    require(can_change_seats(person, session))
    hold_seats(session)
    groups = _so_many(session, block, len(dealt))
    db.session.execute(
        delete(GroupPlace).where(GroupPlace.group_id.in_([group.id for group in groups]))
    )
    for group, seat_ids in zip(groups, dealt, strict=True):
        group.host_id = seat_ids[0] if hosts and seat_ids else None
        db.session.add_all(GroupPlace(group_id=group.id, seat_id=one) for one in seat_ids)
    db.session.flush()
    note_act(person, "groups.made", session, block=block.id if block else None, number=len(dealt))
    announce_change(topic_of(session), "presence", "block")
    return groups


def move_seat(person: Person, session: Session, seat: Seat, group: Group) -> None:
    """Put a seat into another group of the same block. Raises `NotAllowedError`."""
    require(can_change_seats(person, session))
    if seat.session_id != session.id or group.session_id != session.id:
        raise NotFoundError(_("There is no such group."))
    hold_seats(session)
    beside = select(Group.id).where(
        Group.session_id == session.id, Group.block_id.is_not_distinct_from(group.block_id)
    )
    before = db.session.scalar(
        select(GroupPlace).where(GroupPlace.seat_id == seat.id, GroupPlace.group_id.in_(beside))
    )
    if before is not None and before.group_id == group.id:
        return
    if before is None:
        db.session.add(GroupPlace(group_id=group.id, seat_id=seat.id))
    else:
        before.group_id = group.id
    db.session.flush()
    note_act(person, "seat.moved", seat, session=session.id, to=group.number)
    announce_change(topic_of(session), "presence", "block")


def set_topic(person: Person, session: Session, group: Group, topic: str) -> None:
    """Say what a group works on. Raises `RefusedError` beside the topic when it is too long."""
    require(can_change_seats(person, session))
    words = clean_line(topic)
    if len(words) > TOPIC_LIMIT:
        raise RefusedError(_("Write %(max)d characters at most.", max=TOPIC_LIMIT), field="topic")
    group.topic = words
    db.session.flush()
    announce_change(topic_of(session), "presence", "block")


def place_late(session: Session, seat: Seat) -> None:
    """Put who comes late into the smallest group of each round that is not over.

    Where groups meet at places with names, people go by themselves.
    """
    rows = db.session.execute(
        select(
            Group,
            func.count(GroupPlace.id),
            func.max(case((GroupPlace.seat_id == seat.id, 1), else_=0)),
        )
        .outerjoin(GroupPlace, GroupPlace.group_id == Group.id)
        .outerjoin(Block, Block.id == Group.block_id)
        .where(Group.session_id == session.id, Block.ended_at.is_(None), Group.place == "")
        .group_by(Group.id)
        .order_by(Group.number, Group.id)
    ).all()
    rounds: dict[int | None, list[tuple[int, int, int]]] = {}
    for group, members, there in rows:
        rounds.setdefault(group.block_id, []).append((group.id, members, there or 0))
    for groups in rounds.values():
        if not any(there for _group_id, _members, there in groups):
            chosen = groups[smallest([members for _group_id, members, _there in groups])]
            db.session.add(GroupPlace(group_id=chosen[0], seat_id=seat.id))
    db.session.flush()


def hold_seats(session: Session) -> None:
    """Let seats of a session be taken, and groups be made, one after another.

    Cards and dots wait for nobody here: on PostgreSQL they refer to the session's key, which this
    lock leaves free.
    """
    db.session.refresh(
        session,
        ["state", "asks_approval", "takes_nicknames"],
        with_for_update={"key_share": True},
    )


def _so_many(session: Session, block: Block | None, number: int) -> list[Group]:
    """Return the first groups of a block, made where they are missing; those beyond are emptied."""
    block_id = block.id if block else None
    there = {
        group.number: group
        for group in db.session.scalars(
            select(Group).where(
                Group.session_id == session.id, Group.block_id.is_not_distinct_from(block_id)
            )
        )
    }
    for beyond in [group for place, group in there.items() if place > number]:
        db.session.execute(delete(GroupPlace).where(GroupPlace.group_id == beyond.id))
        try:
            with db.session.begin_nested():
                db.session.delete(beyond)
        except IntegrityError:
            continue  # cards were written in it: it stays, empty
    for place in range(1, number + 1):
        if place not in there:
            there[place] = Group(session_id=session.id, block_id=block_id, number=place)
            db.session.add(there[place])
    db.session.flush()
    return [there[place] for place in range(1, number + 1)]
