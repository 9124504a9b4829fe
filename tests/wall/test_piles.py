"""Arranging the wall: piles, links, undoing, and two people moving one card."""

import pytest
from sqlalchemy import select

from consult.audit import Act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError
from consult.tables import BlockKind
from consult.wall import Move, make_pile, move_card, name_pile, wall_of
from consult.wall.commands import dissolve_pile, link_card, set_aside, take_up, undo_move
from consult.wall.commands.piles import (
    MovedMeanwhileError,
    NoReasonError,
    NothingToUndoError,
    RenamedMeanwhileError,
    UnsoundLinkError,
    UnsoundTitleError,
    VotedError,
)
from tests.makers import a_person
from tests.makers.seats import a_seat
from tests.makers.tables import a_block, at_block
from tests.makers.wall import a_card, a_dot, a_pile, a_vote, a_writing_session


def stands(session):
    """What stands on a wall: the titles of its piles with their cards, and the loose ones."""
    wall = wall_of(session)
    piles = {one.pile.title: [place.card.source for place in one.cards] for one in wall.heaps}
    return piles, [place.card.source for place in wall.loose]


def test_cards_go_into_piles_and_out_of_them(wall, bruno):
    session, cards = wall

    pile = make_pile(bruno, session, " Buses ", cards[0])
    move_card(bruno, cards[1], pile, cards[1].version)
    assert stands(session) == ({"Buses": ["Card 0", "Card 1"]}, ["Card 2", "Card 3"])
    move_card(bruno, cards[0], None)

    assert stands(session) == ({"Buses": ["Card 1"]}, ["Card 0", "Card 2", "Card 3"])
    assert wall_of(session).heaps[0].count == 1


def test_a_pile_gets_its_title_once_somebody_finds_it(wall, bruno):
    session, _cards = wall
    pile = make_pile(bruno, session)
    version = pile.version

    name_pile(bruno, pile, "Buses that wait", version)

    assert pile.title == "Buses that wait"
    with pytest.raises(RenamedMeanwhileError, match="Buses that wait"):
        name_pile(bruno, pile, "Trains", version)
    with pytest.raises(UnsoundTitleError, match="Write a title"):
        name_pile(bruno, pile, " ")
    with pytest.raises(UnsoundTitleError, match="at most 120"):
        make_pile(bruno, session, "x" * 121)


def test_the_second_of_two_who_move_one_card_is_told_where_it_is(wall, bruno, process):
    session, (card, *_others) = wall
    elisa = a_person("Elisa", is_administrator=True)
    buses, parks = a_pile(session, "Buses"), a_pile(session, "Parks", position=2)
    seen = card.version
    move_card(bruno, card, buses, seen)

    with pytest.raises(MovedMeanwhileError, match="It is in “Buses” now"):
        move_card(elisa, card, parks, seen)
    move_card(elisa, card, buses, seen)  # both meant the same
    with pytest.raises(MovedMeanwhileError, match="“Buses”"):
        link_card(elisa, card, wall[1][1], seen)
    move_card(bruno, card, None)
    with pytest.raises(MovedMeanwhileError, match="in no pile"):
        move_card(elisa, card, parks, seen)

    assert card.pile_id is None


def test_a_linked_card_stands_behind_and_nothing_is_lost(wall, bruno):
    session, cards = wall
    pile = make_pile(bruno, session, "Buses", cards[0])

    link_card(bruno, cards[2], cards[1])
    link_card(bruno, cards[1], cards[0])
    link_card(bruno, cards[3], cards[2])

    head = wall_of(session).heaps[0].cards[0]
    assert [one.source for one in head.behind] == ["Card 1", "Card 2", "Card 3"]
    assert {one.pile_id for one in cards} == {pile.id}
    assert wall_of(session).count == wall_of(session).heaps[0].count == 4
    with pytest.raises(MovedMeanwhileError, match="behind another"):
        move_card(bruno, cards[1], None, version=1)
    move_card(bruno, cards[0], None)
    assert {one.pile_id for one in cards} == {None}
    move_card(bruno, cards[2], pile)
    assert stands(session) == ({"Buses": ["Card 2"]}, ["Card 0"])


def test_a_card_is_linked_to_another_one_of_its_wall(wall, bruno):
    _session, cards = wall
    elsewhere, block = a_writing_session(hidden_until_reveal=False)
    away = a_card(a_seat(elsewhere), block)
    link_card(bruno, cards[1], cards[0])

    for to, why in ((cards[0], "another card"), (away, "another card"), (cards[1], "already")):
        with pytest.raises(UnsoundLinkError, match=why):
            link_card(bruno, cards[0], to)
    with pytest.raises(UnsoundLinkError, match="another wall"):
        move_card(bruno, cards[0], a_pile(elsewhere))


def test_moves_are_undone_the_last_first(wall, bruno):
    session, cards = wall
    pile = make_pile(bruno, session, "Buses", cards[0])
    move_card(bruno, cards[1], pile)
    link_card(bruno, cards[2], cards[1])
    set_aside(bruno, cards[3], "It names a person")
    name_pile(bruno, pile, "Trains")
    dissolve_pile(bruno, pile)
    assert stands(session) == ({}, ["Card 0", "Card 1"])

    told = []
    for _move in range(6):
        assert undo_move(bruno, session).restored
        told.append(stands(session))

    assert told == [
        ({"Trains": ["Card 0", "Card 1"]}, []),
        ({"Buses": ["Card 0", "Card 1"]}, []),
        ({"Buses": ["Card 0", "Card 1"]}, ["Card 3"]),
        ({"Buses": ["Card 0", "Card 1"]}, ["Card 2", "Card 3"]),
        ({"Buses": ["Card 0"]}, ["Card 1", "Card 2", "Card 3"]),
        ({}, ["Card 0", "Card 1", "Card 2", "Card 3"]),
    ]
    with pytest.raises(NothingToUndoError):
        undo_move(bruno, session)


def test_what_another_has_moved_since_is_not_undone(wall, bruno, process):
    session, cards = wall
    elisa = a_person("Elisa", is_administrator=True)
    pile = make_pile(bruno, session, "Buses", cards[0])
    move_card(bruno, cards[1], pile)
    move_card(elisa, cards[1], None)

    assert not undo_move(bruno, session).restored
    move_card(elisa, cards[2], pile)
    assert not undo_move(bruno, session).restored

    assert stands(session) == ({"Buses": ["Card 0", "Card 2"]}, ["Card 1", "Card 3"])
    assert undo_move(elisa, session).restored


def test_moving_a_card_to_where_it_is_leaves_nothing_to_undo(wall, bruno):
    session, cards = wall

    move_card(bruno, cards[0], None)

    assert db.session.scalars(select(Move)).all() == []
    with pytest.raises(NothingToUndoError):
        undo_move(bruno, session)


def test_a_card_is_set_aside_with_a_reason_and_taken_up_again(wall, bruno):
    session, (card, *_others) = wall

    with pytest.raises(NoReasonError):
        set_aside(bruno, card, " ")
    set_aside(bruno, card, "It names a person")
    set_aside(bruno, card, "It names a person")
    assert wall_of(session).aside == [card]
    assert card not in wall_of(session).cards
    take_up(bruno, card)

    assert card in wall_of(session).cards
    acts = select(Act.verb, Act.reason).where(Act.thing_id == card.id).order_by(Act.id)
    told = db.session.execute(acts).all()
    assert told == [("card.set_aside", "It names a person"), ("card.taken_up", None)]


def test_a_pile_that_was_dissolved_takes_nothing(wall, bruno):
    session, cards = wall
    pile = make_pile(bruno, session, "Buses", cards[0])
    dissolve_pile(bruno, pile, pile.version)

    for act in (
        lambda: move_card(bruno, cards[1], pile),
        lambda: name_pile(bruno, pile, "Trains"),
        lambda: dissolve_pile(bruno, pile),
    ):
        with pytest.raises(RenamedMeanwhileError, match="dissolved"):
            act()


def test_a_pile_with_dots_on_it_stays(wall, bruno):
    session, cards = wall
    pile = make_pile(bruno, session, "Buses", cards[0])
    vote = a_vote(session)
    a_dot(a_seat(session, "Ugo"), vote, pile, 2)
    with pytest.raises(NotAllowedError, match="voting"):
        move_card(bruno, cards[1], pile)
    at_block(session, a_block(session, BlockKind.COMMIT))

    with pytest.raises(VotedError):
        dissolve_pile(bruno, pile)


def test_what_nobody_sees_nobody_moves(wall, bruno):
    session, (card, other, *_rest) = wall
    covered = at_block(session, a_block(session, hidden_until_reveal=True))
    hidden = a_card(a_seat(session, "Ugo"), covered)
    card.taken_back_at = now()

    for unseen in (hidden, card):
        with pytest.raises(NotFoundError):
            move_card(bruno, unseen, None)
        with pytest.raises(NotFoundError):
            link_card(bruno, other, unseen)


def test_only_who_runs_the_session_arranges_it_while_it_lasts(wall, bruno, ada):
    session, (card, *_others) = wall
    with pytest.raises(NotAllowedError, match="facilitates"):
        move_card(ada, card, None)
    session.end(now(), late_until=now())
    make_pile(bruno, session, "Buses", card)
    session.close(now())

    with pytest.raises(NotAllowedError, match="until it is closed"):
        make_pile(bruno, session, "Trains")
