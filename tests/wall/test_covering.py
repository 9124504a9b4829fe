"""Cards are changed by their author, written by others in their name, opened to all at once."""

import pytest
from sqlalchemy import func, select

from consult.audit import Act
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, RefusedError
from consult.tables import BlockKind
from consult.wall import Card, CardDraft, cards_on, own_cards, reveal, write_card, write_for
from consult.wall.commands import change_card, take_back_card
from consult.wall.commands.cards import EmptyCardError, TakenNumberError
from consult.wall.queries import cards_by_seat
from tests.makers import a_person
from tests.makers.seats import a_seat
from tests.makers.tables import a_block, at_block
from tests.makers.wall import a_card, a_writing_session


def test_one_changes_and_takes_back_what_one_wrote_oneself(writing):
    session, block, gina = writing
    card = a_card(gina, block, "One tiket")

    change_card(gina, card, "One ticket")
    change_card(gina, card, "One ticket")
    assert (card.source, card.version) == ("One ticket", 2)
    with pytest.raises(NotAllowedError, match="what you wrote"):
        change_card(a_seat(session, "Ugo"), card, "No ticket")
    with pytest.raises(EmptyCardError):
        change_card(gina, card, " ")
    take_back_card(gina, card)
    take_back_card(gina, card)

    assert own_cards(gina) == []
    assert card.source == "One ticket"
    with pytest.raises(NotAllowedError, match="took this card back"):
        change_card(gina, card, "Again")


def test_an_open_card_of_a_block_that_is_over_stays_as_it_is(writing, bruno):
    session, block, gina = writing
    card = a_card(gina, block)
    at_block(session, a_block(session, BlockKind.GALLERY))
    change_card(gina, card, "Still covered")
    reveal(bruno, block)

    with pytest.raises(NotAllowedError, match="over"):
        change_card(gina, card, "Now open")


def test_what_stood_behind_a_card_that_is_taken_back_stands_by_itself(process, bruno):
    session, block = a_writing_session(hidden_until_reveal=False)
    gina = a_seat(session)
    head = a_card(gina, block)
    behind = a_card(a_seat(session, "Ugo"), block, linked_to_id=head.id)

    change_card(gina, head, "Said otherwise, as everyone sees")
    take_back_card(gina, head)

    assert behind.linked_to_id is None
    assert cards_on(session) == [behind]


def test_a_facilitator_writes_for_someone_and_it_is_told(writing, bruno):
    session, block, gina = writing

    card = write_for(bruno, session, gina, block, CardDraft("She says: the bus"))

    assert (card.seat_id, card.entered_by_id) == (gina.id, bruno.id)
    act = db.session.scalars(select(Act).where(Act.verb == "card.written_for")).one()
    assert (act.actor_id, act.thing_id) == (bruno.id, card.id)
    assert act.details == {"seat": gina.number}


def test_paper_keeps_its_number_and_all_that_was_written(writing, bruno):
    session, block, gina = writing
    paper = [CardDraft("y" * 400, printed_number=number, on_paper=True) for number in range(5)]
    for draft in paper:
        write_for(bruno, session, gina, block, draft)

    with pytest.raises(TakenNumberError, match="Card number 2"):
        write_for(bruno, session, gina, block, paper[2])
    assert cards_by_seat(block) == {gina.id: 5}


def test_only_who_runs_the_session_writes_for_others_and_opens_the_cards(writing):
    session, block, gina = writing
    ada = a_person("Ada")

    with pytest.raises(NotAllowedError):
        write_for(ada, session, gina, block, CardDraft("A card"))
    with pytest.raises(NotAllowedError):
        reveal(ada, block)


def test_nobody_writes_for_others_where_no_cards_are_written(writing, bruno):
    session, _block, gina = writing
    pause = a_block(session, BlockKind.BREAK)

    with pytest.raises(NotAllowedError, match="No cards"):
        write_for(bruno, session, gina, pause, CardDraft("A card"))
    with pytest.raises(NotAllowedError, match="nothing to open"):
        reveal(bruno, pause)


def test_covered_cards_are_on_nobody_s_wall_until_they_are_opened_once(writing, bruno):
    session, block, gina = writing
    card = a_card(gina, block)
    assert cards_on(session) == []

    reveal(bruno, block)
    opened_at = block.revealed_at
    reveal(bruno, block)

    assert cards_on(session) == [card]
    assert block.revealed_at == opened_at
    acts = select(func.count(Act.id)).where(Act.verb == "block.revealed")
    assert db.session.scalar(acts) == 1


def test_broken_characters_are_refused_in_words(writing):
    _session, block, gina = writing

    with pytest.raises(RefusedError, match="broken"):
        write_card(gina, block, CardDraft("a\ud800b"))
    assert db.session.scalar(select(func.count(Card.id))) == 0
