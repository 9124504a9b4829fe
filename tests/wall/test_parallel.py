"""Sixteen at once on one wall: no card twice, no limit passed, no move lost; on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from consult.accounts import Person
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import speaking
from consult.seats import Seat
from consult.tables import Block
from consult.wall import Card, CardDraft, Dot, Move, Pile, move_card, put_dots, write_card
from tests.makers.seats import a_seat
from tests.makers.wall import a_card, a_pile, a_vote, a_writing_session

WRITERS = 16


def at_once(act, arguments):
    """Run an act in a transaction of its own for each argument; return how many went well."""

    def run(argument):
        try:
            with speaking("en"), db.transaction():
                act(argument)
        except RefusedError:
            return 0
        return 1

    with ThreadPoolExecutor(WRITERS) as threads:
        return sum(threads.map(run, arguments))


def kept_story():
    """Keep what was made so far, so that other sessions see it."""
    db.end_write(keep=True)
    db.forget()


def get(kind, thing_id):
    return db.session.get_one(kind, thing_id)


@pytest.fixture
def writing(process, bruno):
    """A session in which people write three cards each, and who sits in it: their ids."""
    session, block = a_writing_session()
    found = block.id, [a_seat(session, f"Seat {number}").id for number in range(4)]
    kept_story()
    return found


def write(block_id):
    def writing_one(what):
        seat_id, key = what
        write_card(get(Seat, seat_id), get(Block, block_id), CardDraft("A card", client_key=key))

    return writing_one


def test_nobody_writes_more_cards_than_allowed_however_they_press(writing):
    block_id, seats = writing

    went = at_once(write(block_id), [(seat, f"{seat}-{n}") for n in range(8) for seat in seats])

    assert went == 3 * len(seats)
    per_seat = select(func.count(Card.id)).group_by(Card.seat_id)
    assert db.session.scalars(per_seat).all() == [3] * len(seats)


def test_one_card_sent_sixteen_times_at_once_is_one(writing):
    block_id, (seat, *_others) = writing

    assert at_once(write(block_id), [(seat, "the same")] * WRITERS) == WRITERS
    assert db.session.scalar(select(func.count(Card.id))) == 1


def test_nobody_puts_more_dots_than_the_vote_gives_however_they_press(process, bruno):
    session, block = a_writing_session(hidden_until_reveal=False)
    seat = a_seat(session)
    cards = [a_card(seat, block, f"Card {number}").id for number in range(8)]
    vote_id, seat_id = a_vote(session).id, seat.id
    kept_story()

    def put(card_id):
        put_dots(get(Seat, seat_id), get(Block, vote_id), {("card", card_id): 2})

    went = at_once(put, cards * 2)

    points = db.session.scalars(select(Dot.points)).all()
    assert points == [2, 2]
    assert went >= 2


def test_of_sixteen_who_move_one_card_one_does_and_the_others_are_told(process, bruno):
    session, block = a_writing_session(hidden_until_reveal=False)
    card = a_card(a_seat(session), block)
    piles = [a_pile(session, f"Pile {n}", position=n).id for n in range(WRITERS)]
    card_id, bruno_id = card.id, bruno.id
    kept_story()

    def move(pile_id):
        move_card(get(Person, bruno_id), get(Card, card_id), get(Pile, pile_id), version=1)

    assert at_once(move, piles) == 1
    moves = db.session.scalars(select(Move)).all()
    assert [one.after["cards"][str(card_id)][0] for one in moves] == [get(Card, card_id).pile_id]
