"""A group arranges its own cards, on its phones, while it works."""

import pytest

from consult.kernel.errors import NotAllowedError
from consult.seats import Group, GroupPlace, SeatState
from consult.tables import BlockKind
from consult.wall import make_pile, move_card, name_pile, wall_of
from consult.wall.commands import undo_move
from tests.makers import kept
from tests.makers.seats import a_seat
from tests.makers.tables import a_block, at_block
from tests.makers.wall import a_card, a_pile


@pytest.fixture
def groups(wall):
    """Two groups of one seat each, at work; each has a card of its own."""
    session, cards = wall
    work = at_block(session, a_block(session, BlockKind.BREAKOUT))
    seats = []
    for number in (1, 2):
        seat = a_seat(session, f"Seat {number}")
        group = kept(Group(session_id=session.id, number=number, block_id=work.id))
        kept(GroupPlace(group_id=group.id, seat_id=seat.id))
        seats.append((seat, a_card(seat, work, f"Of group {number}"), group))
    return session, cards, seats


def test_a_group_arranges_its_own_cards_on_its_phones(groups, bruno):
    session, cards, ((gina, own, group), (_ugo, others, _two)) = groups

    pile = make_pile(gina, session, "Ours", own)
    name_pile(gina, pile, "Really ours")
    assert pile.group_id == group.id
    for card in (others, cards[0]):
        with pytest.raises(NotAllowedError, match="your own group"):
            move_card(gina, card, None)
    with pytest.raises(NotAllowedError, match="your own group"):
        move_card(gina, own, a_pile(session, "Of all", position=9))
    move_card(bruno, others, pile)  # who runs the session arranges everything
    wall = wall_of(session, {gina.id}, group.id)
    assert [one.card.source for one in wall.heaps[0].cards] == ["Of group 1"]
    assert undo_move(gina, session).move.by_seat_id == gina.id

    assert pile.title == "Ours"


def test_a_group_arranges_while_it_works_and_no_longer(groups):
    session, _cards, ((gina, own, _group), _other) = groups
    stranger = a_seat(session, "In no group")
    with pytest.raises(NotAllowedError, match="your own group"):
        make_pile(stranger, session)
    gina.state = SeatState.LEFT
    with pytest.raises(NotAllowedError, match="no longer"):
        move_card(gina, own, None)
    gina.state = SeatState.PRESENT
    at_block(session, a_block(session, BlockKind.PLENARY))

    with pytest.raises(NotAllowedError, match="while they work"):
        move_card(gina, own, None)
