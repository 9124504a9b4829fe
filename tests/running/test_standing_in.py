"""Somebody without a phone: whoever runs the session ranks, estimates and goes for them."""

import pytest
from sqlalchemy import select

from consult.audit import Act
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.polls import AnswerDraft, PollAnswer, polls_in
from consult.rounds import outcome_of, set_places
from consult.running import next_block
from consult.running.standing_in import (
    answer_for,
    place_topic_for,
    put_dots_for,
    rank_for,
    send_to,
)
from consult.seats import GroupPlace, Seat, SeatDraft, group_of, write_down
from consult.tables import BlockKind, get_session
from consult.wall import CardDraft, dots_of, write_for
from tests.makers.seats import a_seat
from tests.makers.tables import a_block, a_session, at_block, open_session
from tests.makers.wall import a_card

CONSOLE = "/processes/plan/desk/tables/north/sessions/1/console"
PAGE = f"{CONSOLE}/stand-ins"


@pytest.fixture
def room(process, bruno):
    """A session with an open wall: Pina has no phone, Gina has one."""
    session = a_session(method=None)
    writing = at_block(session, a_block(session, settings={"grid": True}))
    gina = a_seat(session, "Gina")
    pina = write_down(bruno, session, SeatDraft("Pina"))
    cards = [a_card(gina, writing, "A"), write_for(bruno, session, pina, writing, CardDraft("B"))]
    return session, pina, gina, cards


def verbs():
    return set(db.session.scalars(select(Act.verb).where(Act.verb.like("%\\_for", escape="\\"))))


def test_a_ranking_and_dots_are_written_for_who_has_no_phone(room, bruno, ada):
    session, pina, gina, (one, two) = room
    ranking = at_block(session, a_block(session, BlockKind.VOTE, settings={"ranking": 2}))
    rank_for(bruno, session, pina, ranking, [("card", two.id), ("card", one.id)])

    assert [x.title for x in outcome_of(session, ranking)] == ["B", "A"]
    dots = at_block(session, a_block(session, BlockKind.VOTE, dots_each=3, dots_per_card=2))
    put_dots_for(bruno, session, pina, dots, {("card", one.id): 2})
    assert dots_of(pina, dots) == {("card", one.id): 2}
    assert {"ranking.written_for", "dots.put_for"} <= verbs()
    with pytest.raises(NotAllowedError, match="has a phone"):
        rank_for(bruno, session, gina, ranking, [("card", one.id)])
    with pytest.raises(NotAllowedError):
        rank_for(ada, session, pina, ranking, [("card", one.id)])
    pina.state = "left"
    with pytest.raises(NotAllowedError, match="take part"):
        put_dots_for(bruno, session, pina, dots, {("card", one.id): 0})


def test_a_panel_hears_who_has_no_phone(room, bruno):
    session, pina, _gina, _cards = room
    a_block(session, BlockKind.SURVEY, settings={"scale": [1, 9]})
    next_block(bruno, session, session.block.id)
    poll = polls_in(session)[0]
    answer_for(bruno, session, pina, poll, AnswerDraft(value=7))

    assert db.session.scalars(select(PollAnswer.seat_id)).all() == [pina.id]
    assert "answer.written_for" in verbs()


def test_a_topic_is_placed_and_somebody_sent_there_and_away(room, bruno):
    session, pina, _gina, (hers_not, hers) = room
    hour = a_block(session, BlockKind.BREAKOUT, title="First hour")
    set_places(bruno, session, ["Red room", "Garden"])
    place_topic_for(bruno, session, pina, hers, (hour, 2))
    group = group_of(pina, hour)
    assert group.topic == "B"
    with pytest.raises(NotAllowedError, match="Who proposes"):
        place_topic_for(bruno, session, pina, hers_not, (hour, 1))
    send_to(bruno, session, pina, group.id, away=True)
    assert not db.session.scalars(select(GroupPlace)).all()
    send_to(bruno, session, pina, group.id)
    assert db.session.scalars(select(GroupPlace.seat_id)).all() == [pina.id]
    assert {"topic.placed_for", "place.chosen_for"} <= verbs()


def test_the_page_asks_for_the_one_without_a_phone_and_for_nobody_else(browser, room, bruno, ada):
    session, pina, gina, (one, two) = room
    hour = a_block(session, BlockKind.BREAKOUT, title="First hour")
    set_places(bruno, session, ["Red room"])
    browser.sign_in(bruno)
    assert "Answer for 1 person" in browser.get(CONSOLE).text("main")
    mine, hers = f"{PAGE}/{pina.number}", f"{PAGE}/{gina.number}"
    group = _walk_the_grid(browser, mine, two, hour)
    for there in (True, False):
        browser.post(f"{mine}/topics/{group}/place{'/delete' * there}", _at=mine)
    assert "You go here" in browser.get(mine).text("main")

    session = get_session(session.id)
    at_block(session, a_block(session, BlockKind.VOTE, settings={"ranking": 2}))
    refused = browser.post(f"{mine}/ranking", _at=mine, place=[f"card-{one.id}"] * 2)
    assert refused.status == 422
    assert "different card" in refused.text("main")
    browser.post(f"{mine}/ranking", _at=mine, place=[f"card-{one.id}", ""])
    page = browser.get(mine)
    assert page.soup.select_one("#place-0 option[selected]")["value"] == f"card-{one.id}"
    assert browser.get(hers).status == 403
    hidden = browser.get(mine).form_to(f"{mine}/ranking") | {"place": f"card-{one.id}"}
    refused = browser.send(f"{hers}/ranking", data=hidden)
    assert refused.status == 403
    assert not refused.has("#place-0")
    assert browser.sign_in(ada).get(PAGE).status == 403


def _walk_the_grid(browser, mine, card, hour):
    """Put somebody's topic into the grid by their page, and return its group."""
    assert browser.post(f"{mine}/topics", _at=mine, card=card.id, cell="9-1").status == 404
    browser.post(f"{mine}/topics", _at=mine, card=card.id, cell=f"{hour.id}-1")
    seat = db.session.scalars(select(Seat).where(Seat.name == "Pina")).one()
    return group_of(seat, hour).id


def test_dots_and_estimates_go_by_the_page_too(browser, room, bruno):
    session, pina, _gina, (one, _two) = room
    mine = f"{PAGE}/{pina.number}"
    browser.sign_in(bruno)
    vote = at_block(session, a_block(session, BlockKind.VOTE, dots_each=3, dots_per_card=2))
    browser.post(f"{mine}/dots", _at=mine, put=f"card-{one.id}:2")
    assert "You have 1 point left of 3" in browser.get(mine).text("main")
    session = get_session(session.id)
    a_block(session, BlockKind.SURVEY, settings={"scale": [1, 9]})
    next_block(bruno, session, vote.id)
    poll = polls_in(session)[0]
    browser.post(f"{mine}/polls/{poll.id}/answer", _at=mine, value="7")
    assert browser.get(mine).soup.select_one("input[value='7'][checked]")


def test_nothing_is_asked_before_the_session_runs(browser, process, bruno):
    session = a_session(method=None)
    a_block(session)
    pina = write_down(bruno, open_session(session), SeatDraft("Pina"))
    browser.sign_in(bruno)
    assert "not running" in browser.get(f"{PAGE}/{pina.number}").text("main")
