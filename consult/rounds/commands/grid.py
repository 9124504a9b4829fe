"""The grid of an open space: places are named, topics put into free cells, people go to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from consult.audit import note_act
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotFoundError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import clean_line
from consult.live import announce_change
from consult.rounds.methods import slots_of
from consult.rounds.models import GridCell, GridPlace
from consult.rounds.policy import can_arrange_grid, can_go, can_place_topic, can_set_places
from consult.rounds.queries import places_in
from consult.seats import Group, GroupPlace, Seat, hold_seats
from consult.tables import get_session, topic_of
from consult.wall import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.accounts import Person
    from consult.tables import Block, Session

MOST_PLACES = 30
PLACE_LENGTH = 60
TOPIC_LENGTH = 150
GRID, GOING = "rounds", "going"
"""Phones look anew when a topic moves, not each time that somebody says where they go."""


class TakenCellError(ConflictError):
    """Each place holds one topic at a time."""


def set_places(person: Person, session: Session, names: Sequence[str]) -> None:
    """Name the places of a grid, in order; where a topic stands one is renamed, never taken away.

    Raises `NotAllowedError`, and `RefusedError` beside the places.
    """
    require(can_set_places(person, session))
    hold_seats(session)
    given = [line for one in names if (line := clean_line(one))]
    if not 1 <= len(given) <= MOST_PLACES or max(map(len, given)) > PLACE_LENGTH:
        raise RefusedError(
            _(
                "Write from one place to %(most)d, one a line, each of %(max)d characters at most.",
                most=MOST_PLACES,
                max=PLACE_LENGTH,
            ),
            field="places",
        )
    if len({one.casefold() for one in given}) < len(given):
        raise RefusedError(_("Two places have the same name."), field="places")
    cells = _cells(session)
    if any(group.number > len(given) for group in cells):
        raise RefusedError(
            _("A topic stands in a place that is no longer in the list: move it first."),
            field="places",
        )
    there = {one.number: one for one in places_in(session)}
    for number, name in enumerate(given, 1):
        if number in there:
            there[number].name = name
        else:
            db.session.add(GridPlace(session_id=session.id, number=number, name=name))
    for number, place in there.items():
        if number > len(given):
            db.session.delete(place)
    for group in cells:
        group.place = given[group.number - 1]
    db.session.flush()
    note_act(person, "grid.places_set", session, number=len(given))
    announce_change(topic_of(session), GRID)


def place_topic(seat: Seat, card: Card, slot: Block, number: int) -> GridCell:
    """Put one's topic into a free cell, or from one cell into another; who proposed it goes there.

    Raises `NotAllowedError`, `NotFoundError` for a cell that is not there and `TakenCellError`
    when somebody was quicker: the topic stays where it was.
    """
    session = get_session(card.session_id)
    db.lock_row(seat)  # two devices of one seat place two topics
    db.lock_row(card)
    require(can_place_topic(seat, session, card.seat_id, slot))
    cell = _put(session, card, slot, number)
    _go(seat, db.session.get_one(Group, cell.group_id))
    announce_change(topic_of(session), GRID)
    return cell


def move_topic(person: Person, session: Session, card: Card, slot: Block, number: int) -> GridCell:
    """Put somebody's topic into a free cell from the console. Raises as `place_topic`."""
    require(can_arrange_grid(person, session, slot))
    if card.session_id != session.id:
        raise NotFoundError(_("There is no such card."))
    db.lock_row(card)
    cell = _put(session, card, slot, number)
    note_act(person, "topic.placed", card, session=session.id, slot=slot.position, place=number)
    announce_change(topic_of(session), GRID)
    return cell


def free_cell(person: Person, session: Session, card: Card) -> None:
    """Take a topic out of the grid; the card stays. Raises `NotAllowedError`."""
    cell = db.session.scalar(select(GridCell).where(GridCell.card_id == card.id))
    if cell is None:
        return
    group = db.session.get_one(Group, cell.group_id)
    slot = next(one for one in session.blocks if one.id == group.block_id)
    require(can_arrange_grid(person, session, slot))
    db.session.delete(group)
    db.session.flush()
    note_act(person, "topic.taken_out", card, session=session.id)
    announce_change(topic_of(session), GRID)


def go_to(seat: Seat, session: Session, group_id: int) -> None:
    """Say that one goes to a topic; at one hour one is in one place.

    Raises `NotAllowedError`, and `NotFoundError` when the topic is no longer there.
    """
    db.lock_row(seat)
    group = _topic(session, group_id)
    require(can_go(seat, session, _slot(session, group.block_id)))
    _go(seat, group)
    announce_change(topic_of(session), GOING)


def stay_away(seat: Seat, session: Session, group_id: int) -> None:
    """Say that one does not go there after all. Raises as `go_to`."""
    db.lock_row(seat)
    group = _topic(session, group_id)
    require(can_go(seat, session, _slot(session, group.block_id)))
    db.session.execute(
        delete(GroupPlace).where(GroupPlace.group_id == group.id, GroupPlace.seat_id == seat.id)
    )
    announce_change(topic_of(session), GOING)


def _put(session: Session, card: Card, slot: Block, number: int) -> GridCell:
    """Let a topic have a cell: the database lets one group have a number in a block."""
    place = next((one for one in places_in(session) if one.number == number), None)
    if place is None:
        raise NotFoundError(_("There is no such place in the grid."))
    if card.taken_back_at is not None:
        raise NotFoundError(_("There is no such card."))
    _clear(slot, number)
    cell = db.session.scalar(select(GridCell).where(GridCell.card_id == card.id))
    try:
        with db.session.begin_nested():
            if cell is None:
                group = Group(session_id=session.id, block_id=slot.id, number=number)
                db.session.add(group)
            else:
                group = db.session.get_one(Group, cell.group_id)
                if group.block_id != slot.id:
                    db.session.execute(delete(GroupPlace).where(GroupPlace.group_id == group.id))
                group.block_id, group.number = slot.id, number
            group.topic = clean_line(card.source)[:TOPIC_LENGTH]
            group.place, group.host_id = place.name, card.seat_id
            db.session.flush()
            if cell is None:
                cell = GridCell(group_id=group.id, card_id=card.id)
                db.session.add(cell)
                db.session.flush()
    except IntegrityError as taken:
        raise TakenCellError(
            _(
                "Somebody has just taken %(place)s at this hour: choose another cell. "
                "Your topic is kept.",
                place=place.name,
            )
        ) from taken
    return cell


def _clear(slot: Block, number: int) -> None:
    """Free a cell whose topic was taken back by who proposed it."""
    gone = db.session.scalar(
        select(Group)
        .join(GridCell, GridCell.group_id == Group.id)
        .join(Card, Card.id == GridCell.card_id)
        .where(Group.block_id == slot.id, Group.number == number, Card.taken_back_at.is_not(None))
    )
    if gone is not None:
        db.session.delete(gone)
        db.session.flush()


def _go(seat: Seat, group: Group) -> None:
    """Give a seat its place in a group, and none in the others of the same hour."""
    beside = select(Group.id).where(Group.block_id == group.block_id)
    there = db.session.scalars(
        select(GroupPlace).where(GroupPlace.seat_id == seat.id, GroupPlace.group_id.in_(beside))
    ).one_or_none()
    if there is None:
        db.session.add(GroupPlace(group_id=group.id, seat_id=seat.id))
    else:
        there.group_id = group.id
    db.session.flush()


def _topic(session: Session, group_id: int) -> Group:
    """Return the group of a topic in the grid. Raises `NotFoundError`."""
    group = db.session.scalar(
        select(Group)
        .join(GridCell, GridCell.group_id == Group.id)
        .where(Group.session_id == session.id, Group.id == group_id)
    )
    if group is None:
        raise NotFoundError(_("This topic is no longer there: look at the grid again."))
    return group


def _slot(session: Session, block_id: int | None) -> Block:
    return next(one for one in session.blocks if one.id == block_id)


def _cells(session: Session) -> Sequence[Group]:
    return db.session.scalars(
        select(Group)
        .join(GridCell, GridCell.group_id == Group.id)
        .where(
            Group.session_id == session.id,
            Group.block_id.in_([one.id for one in slots_of(session)]),
        )
    ).all()
