"""What the three pages of a session show of its seats: who is here, and in which group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from consult.kernel.clock import now
from consult.kernel.forms import ActionForm
from consult.kernel.pages import html_of
from consult.seats.models import SeatState
from consult.seats.policy import can_change_seats
from consult.seats.presence import presence_in
from consult.seats.queries import groups_in, members_of
from consult.seats.words import group_words
from consult.tables import BlockKind

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.seats.models import Group, Seat
    from consult.tables import Block, Session

MOST_NAMES = 12
"""A phone names so many of a group; a larger one is counted."""


def works_in_groups(block: Block | None) -> bool:
    """Whether the people of a session sit apart in a block."""
    return block is not None and block.kind is BlockKind.BREAKOUT


def console_piece(person: Person, session: Session, block: Block | None) -> Markup:
    """Return who is here, who is away and who waits to be let in, and the groups of a block."""
    return html_of(
        "seats/_console.html",
        session=session,
        block=block,
        presence=presence_in(session, block, now()),
        in_groups=works_in_groups(block),
        verdict=can_change_seats(person, session),
        group_words=group_words,
        form=ActionForm(formdata=None),
    )


def phone_piece(seat: Seat, session: Session, block: Block, group: Group | None) -> Markup:
    """Return where a seat works in a block, with whom and on what; nothing outside of groups."""
    if group is None or not works_in_groups(block):
        return Markup()
    beside = [
        one
        for one in members_of([group])[group.id]
        if one.id != seat.id and one.state is SeatState.PRESENT
    ]
    name = Markup("<bdi>{}</bdi>")
    return html_of(
        "seats/_phone.html",
        session=session,
        group=group,
        called=group_words(group, block),
        is_host=group.host_id == seat.id,
        named=[name.format(one.name) for one in beside[:MOST_NAMES]],
        more=max(0, len(beside) - MOST_NAMES),
    )


def projector_piece(session: Session, block: Block) -> Markup:
    """Return the groups of a block in large type: where they meet and on what, without names."""
    groups = groups_in(session, block) if works_in_groups(block) else []
    members = members_of(groups)
    shown = [
        (group, sum(one.state is SeatState.PRESENT for one in members[group.id]))
        for group in groups
    ]
    return html_of(
        "seats/_projector.html",
        session=session,
        block=block,
        shown=[(group, people) for group, people in shown if people or group.topic],
        group_words=group_words,
    )
