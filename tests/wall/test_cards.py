"""Cards: who writes them, how long, how many; covered until they are opened."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.seats import SeatState
from consult.tables import BlockKind
from consult.wall import CardDraft, own_cards, reveal, write_card, write_for
from consult.wall.commands import change_card, take_back_card
from consult.wall.commands.cards import (
    EmptyCardError,
    ForeignKeyError,
    LongCardError,
    TooManyCardsError,
)
from consult.wall.queries import cards_by_seat, late_block
from tests.makers.seats import a_seat
from tests.makers.tables import a_block, at_block
from tests.makers.wall import a_card, a_writing_session

A_DAY = timedelta(days=1)


def later(**span):
    """Let time go by."""
    set_clock(offset=timedelta(**span))


def test_a_card_keeps_the_words_the_seat_and_the_block(writing):
    session, block, gina = writing

    card = write_card(gina, block, CardDraft("  One ticket\r\nfor all  "))

    assert card.source == "One ticket\nfor all"
    assert (card.session_id, card.block_id, card.seat_id) == (session.id, block.id, gina.id)
    assert card.entered_by_id is None
    assert own_cards(gina, block) == [card]


def test_the_same_card_sent_twice_is_one(writing):
    _session, block, gina = writing

    first = write_card(gina, block, CardDraft("One ticket", client_key="k1"))
    again = write_card(gina, block, CardDraft("One ticket", client_key="k1"))

    assert again is first
    assert cards_by_seat(block) == {gina.id: 1}


def test_the_database_itself_takes_a_phone_s_key_once(writing):
    _session, block, gina = writing
    a_card(gina, block, client_key="k1")

    with pytest.raises(IntegrityError):
        a_card(gina, block, client_key="k1")
    db.session.rollback()


def test_a_resend_is_answered_even_when_the_block_is_over(writing):
    _session, block, gina = writing
    first = write_card(gina, block, CardDraft("One ticket", client_key="k1"))
    block.ended_at = now()
    later(hours=1)

    assert write_card(gina, block, CardDraft("One ticket", client_key="k1")) is first


def test_a_key_of_another_seat_gives_nothing_away(writing):
    session, block, gina = writing
    write_card(gina, block, CardDraft("One ticket", client_key="k1"))

    with pytest.raises(ForeignKeyError):
        write_card(a_seat(session, "Ugo"), block, CardDraft("Two", client_key="k1"))


@pytest.mark.parametrize("empty", ["", "  \n ", "\u202e\u200f"])
def test_an_empty_card_is_refused(writing, empty):
    _session, block, gina = writing

    with pytest.raises(EmptyCardError):
        write_card(gina, block, CardDraft(empty))


@pytest.mark.parametrize("words", ["x" * 200, "🚲🌳" * 60, "שלום עולם", "a\u0301" * 280])
def test_long_words_emoji_and_letters_from_right_to_left_are_words(writing, words):
    _session, block, gina = writing

    assert write_card(gina, block, CardDraft(words)).source


@pytest.mark.parametrize(("length", "most"), [(281, None), (20_000, None), (141, 140)])
def test_a_card_is_as_short_as_its_block_asks(process, bruno, length, most):
    session, block = a_writing_session(card_length=most)

    with pytest.raises(LongCardError, match=str(length)):
        write_card(a_seat(session), block, CardDraft("x" * length))


def test_each_seat_writes_as_many_cards_as_the_block_allows(writing):
    session, block, gina = writing
    cards = [write_card(gina, block, CardDraft(f"Card {number}")) for number in range(3)]

    with pytest.raises(TooManyCardsError, match="3 cards"):
        write_card(gina, block, CardDraft("A fourth"))
    write_card(a_seat(session, "Ugo"), block, CardDraft("Somebody else's first"))
    take_back_card(gina, cards[0])

    assert write_card(gina, block, CardDraft("Instead of the first"))


def test_a_block_without_a_bound_takes_as_many_as_one_likes(process, bruno):
    session, block = a_writing_session(cards_each=None)
    seat = a_seat(session)

    assert [write_card(seat, block, CardDraft(f"Card {number}")) for number in range(9)]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (SeatState.WAITING, "let you in"),
        (SeatState.REFUSED, "no longer"),
        (SeatState.LEFT, "no longer"),
    ],
)
def test_only_who_takes_part_writes(writing, state, why):
    session, block, _gina = writing

    with pytest.raises(NotAllowedError, match=why):
        write_card(a_seat(session, "Ugo", state=state), block, CardDraft("A card"))


def test_a_seat_of_another_session_does_not_write_here(writing):
    _session, block, _gina = writing
    elsewhere, _block = a_writing_session()

    with pytest.raises(NotAllowedError, match="another session"):
        write_card(a_seat(elsewhere), block, CardDraft("A card"))


def test_no_cards_are_written_in_a_break_nor_before_a_block_begins(writing):
    session, _block, gina = writing
    pause = at_block(session, a_block(session, BlockKind.BREAK))
    later_on = a_block(session, BlockKind.SILENT_WRITE)

    for block in (pause, later_on):
        with pytest.raises(NotAllowedError, match="No cards"):
            write_card(gina, block, CardDraft("A card"))


def test_a_vote_takes_cards_too_where_its_rules_count_them(writing):
    session, _block, gina = writing
    vote = at_block(session, a_block(session, BlockKind.VOTE, cards_each=1))

    assert write_card(gina, vote, CardDraft("One thing more"))


def test_a_card_kept_without_network_arrives_two_minutes_after_the_block_and_no_later(writing):
    session, block, gina = writing
    at_block(session, a_block(session, BlockKind.BREAK))
    later(seconds=100)
    write_card(gina, block, CardDraft("Kept on the phone"))
    later(seconds=130)

    with pytest.raises(NotAllowedError, match="over"):
        write_card(gina, block, CardDraft("Too late"))


def test_who_writes_after_the_cards_are_open_has_read_the_others(writing, bruno):
    _session, block, gina = writing
    reveal(bruno, block)
    later(seconds=130)

    with pytest.raises(NotAllowedError, match="over"):
        write_card(gina, block, CardDraft("I read yours"))


def test_late_cards_come_in_while_their_window_is_open(writing):
    session, block, gina = writing
    block.ended_at = now()
    session.end(now(), late_until=now() + A_DAY)
    gina.state = SeatState.LEFT
    later(hours=2)
    card = write_card(gina, block, CardDraft("Thought of it on the way home"))
    change_card(gina, card, "Thought of it at home")
    assert late_block(session, now()) is block
    later(days=2)

    assert late_block(session, now()) is None
    with pytest.raises(NotAllowedError, match="late cards"):
        write_card(gina, block, CardDraft("Much later"))
    with pytest.raises(NotAllowedError, match="late cards"):
        change_card(gina, card, "Otherwise")


def test_nothing_is_written_once_the_session_is_closed(writing, bruno):
    session, block, gina = writing
    card = a_card(gina, block)
    session.end(now(), late_until=now())
    session.close(now())

    with pytest.raises(NotAllowedError, match="not running"):
        write_card(gina, block, CardDraft("A card"))
    with pytest.raises(NotAllowedError, match="stay as they are"):
        change_card(gina, card, "Otherwise")
    with pytest.raises(NotAllowedError, match="stay as they are"):
        reveal(bruno, block)
    with pytest.raises(NotAllowedError, match="until it is closed"):
        write_for(bruno, session, gina, block, CardDraft("On paper"))
