"""An open space: places are named, topics put into free cells, people go where they like."""

import pytest
from sqlalchemy import func, select

from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError, RefusedError
from consult.rounds import (
    GridCell,
    TakenCellError,
    free_cell,
    go_to,
    grid_of,
    move_topic,
    place_topic,
    set_places,
    stay_away,
)
from consult.running import next_block
from consult.seats import Group, GroupPlace, Seat, SeatDraft, SeatState, group_of, write_down
from consult.tables import Block, BlockKind, get_session
from consult.wall import Card, CardDraft, write_card
from consult.wall.commands import take_back_card
from tests.makers.seats import a_seat, sit_down
from tests.makers.tables import a_block, a_session, at_block
from tests.makers.wall import a_card
from tests.wall.test_parallel import at_once, get, kept_story

CONSOLE = "/processes/plan/desk/tables/north/sessions/1/console"


@pytest.fixture
def market(process, bruno):
    """An open space whose market place is at hand: two hours, two places, two people."""
    session = a_session(method=None)
    grid = a_block(session, title="Market", settings={"grid": True})
    for hour in ("First hour", "Second hour"):
        a_block(session, BlockKind.BREAKOUT, title=hour, settings={"free_move": True})
    at_block(session, grid)
    set_places(bruno, session, ["Red room", " ", "Garden"])
    return session, a_seat(session, "Gina"), a_seat(session, "Lia")


def topics(session):
    return [[cell.group.topic if cell.card else "" for cell in row] for row in grid_of(session)]


def people(session):
    return [[cell.people for cell in row] for row in grid_of(session)]


def test_topics_are_put_into_free_cells_and_move(market, bruno):
    session, gina, lia = market
    _market, first, second = session.blocks
    card = a_card(gina, session.block, "Cycle paths")
    place_topic(gina, card, first, 1)
    assert topics(session) == [["Cycle paths", ""], ["", ""]]
    assert people(session) == [[1, 0], [0, 0]]
    go_to(lia, session, group_of(gina, first).id)
    assert people(session) == [[2, 0], [0, 0]]

    place_topic(gina, card, first, 2)
    assert people(session) == [[0, 2], [0, 0]]
    place_topic(gina, card, second, 2)
    assert topics(session) == [["", ""], ["", "Cycle paths"]]
    assert people(session) == [[0, 0], [0, 1]]


def test_the_second_at_one_cell_is_told_and_loses_nothing(market, bruno):
    session, gina, lia = market
    first = session.blocks[1]
    place_topic(gina, a_card(gina, session.block, "Cycle paths"), first, 1)
    hers = a_card(lia, session.block, "Shade")
    with pytest.raises(TakenCellError, match="just taken Red room"):
        place_topic(lia, hers, first, 1)
    assert topics(session)[0] == ["Cycle paths", ""]
    place_topic(lia, hers, first, 2)
    with pytest.raises(TakenCellError):
        place_topic(lia, hers, first, 1)

    assert topics(session)[0] == ["Cycle paths", "Shade"]


def test_of_many_who_take_one_cell_at_once_one_has_it(market):
    session, _gina, _lia = market
    slot_id, session_id = session.blocks[1].id, session.id
    seats = [a_seat(session, f"N {number}") for number in range(8)]
    cards = [(seat.id, a_card(seat, session.block, seat.name).id) for seat in seats]
    kept_story()

    def place(what):
        place_topic(get(Seat, what[0]), get(Card, what[1]), get(Block, slot_id), 2)

    assert at_once(place, cards) == 1
    assert db.session.scalar(select(func.count(GridCell.id))) == 1
    assert people(get_session(session_id))[0] == [0, 1]


def test_at_one_hour_one_is_in_one_place_however_one_presses(market, bruno):
    session, gina, lia = market
    first = session.blocks[1]
    for number, name in ((1, "Cycle paths"), (2, "Shade")):
        place_topic(gina, a_card(gina, session.block, name), first, number)
    assert people(session)[0] == [0, 1]
    groups = db.session.scalars(select(Group.id).where(Group.block_id == first.id)).all()
    session_id, seat_id = session.id, lia.id
    kept_story()

    at_once(lambda one: go_to(get(Seat, seat_id), get_session(session_id), one), [*groups] * 8)
    mine = select(func.count(GroupPlace.id)).where(GroupPlace.seat_id == seat_id)
    assert db.session.scalar(mine) == 1


def test_cards_of_an_hour_carry_the_topic_and_people_move_freely(market, bruno):
    session, gina, lia = market
    first = session.blocks[1]
    place_topic(gina, a_card(gina, session.block, "Cycle paths"), first, 1)
    place_topic(lia, a_card(lia, session.block, "Shade"), first, 2)
    late = write_down(bruno, session, SeatDraft("Late"))
    assert next_block(bruno, session, session.block.id) == first
    assert group_of(late, first) is None
    hers = group_of(lia, first).id
    stay_away(lia, session, hers)
    assert group_of(lia, first) is None
    go_to(lia, session, hers)
    go_to(lia, session, group_of(gina, first).id)
    card = write_card(lia, first, CardDraft("Wider ones"))

    assert db.session.get_one(Group, card.group_id).topic == "Cycle paths"
    next_block(bruno, session, first.id)
    with pytest.raises(NotAllowedError, match="over"):
        stay_away(lia, session, group_of(gina, first).id)


def test_who_has_left_puts_no_topic_into_the_grid(market):
    session, gina, _lia = market
    card = a_card(gina, session.block, "Cycle paths")
    gina.state = SeatState.LEFT
    with pytest.raises(NotAllowedError):
        place_topic(gina, card, session.blocks[1], 1)


def test_a_topic_that_was_taken_back_frees_its_cell(market):
    session, gina, lia = market
    first = session.blocks[1]
    card = a_card(gina, session.block, "Cycle paths")
    place_topic(gina, card, first, 1)
    take_back_card(gina, card)
    assert topics(session)[0] == ["", ""]
    place_topic(lia, a_card(lia, session.block, "Shade"), first, 1)

    assert topics(session)[0] == ["Shade", ""]
    with pytest.raises(NotFoundError):
        place_topic(gina, card, first, 2)


def test_who_runs_the_session_moves_topics_and_names_places(market, bruno, ada):
    session, gina, _lia = market
    first = session.blocks[1]
    card = a_card(gina, session.block, "Cycle paths")
    move_topic(bruno, session, card, first, 2)
    set_places(bruno, session, ["Blue room", "Terrace", "Hall"])
    assert group_of(gina, first) is None
    assert [cell.place.name for cell in grid_of(session)[0]] == ["Blue room", "Terrace", "Hall"]
    assert grid_of(session)[0][1].group.place == "Terrace"
    with pytest.raises(RefusedError, match="no longer in the list"):
        set_places(bruno, session, ["Blue room"])
    free_cell(bruno, session, card)
    free_cell(bruno, session, card)
    set_places(bruno, session, ["Blue room"])
    assert topics(session) == [[""], [""]]
    for names in ([], ["a", "A"], ["x" * 61], [str(n) for n in range(31)]):
        with pytest.raises(RefusedError):
            set_places(bruno, session, names)
    elsewhere = a_session(session.table, method=None)
    other = a_card(a_seat(elsewhere), a_block(elsewhere), "Theirs")
    with pytest.raises(NotFoundError):
        move_topic(bruno, session, other, first, 1)
    with pytest.raises(NotAllowedError):
        set_places(ada, session, ["Mine"])
    with pytest.raises(NotAllowedError, match="no grid"):
        set_places(bruno, elsewhere, ["Theirs"])


def test_the_grid_is_filled_by_who_proposes_while_it_is_open(market, bruno):
    session, gina, lia = market
    market_place, first, second = session.blocks
    card = a_card(gina, market_place, "Cycle paths")
    with pytest.raises(NotAllowedError, match="proposes"):
        place_topic(lia, card, first, 1)
    with pytest.raises(NotAllowedError, match="not open"):
        place_topic(gina, card, market_place, 1)
    with pytest.raises(NotFoundError):
        place_topic(gina, card, first, 3)
    with pytest.raises(NotFoundError):
        go_to(lia, session, 99)
    next_block(bruno, session, market_place.id)
    with pytest.raises(NotAllowedError, match="has begun"):
        place_topic(gina, card, first, 1)
    place_topic(gina, card, second, 1)
    gina.state = SeatState.LEFT
    with pytest.raises(NotAllowedError, match="take part"):
        stay_away(gina, session, group_of(gina, second).id)
    lia.state, session.state = SeatState.PRESENT, "ended"
    with pytest.raises(NotAllowedError, match="not running"):
        go_to(lia, session, group_of(gina, second).id)
    with pytest.raises(NotAllowedError, match="over"):
        set_places(bruno, session, ["Late"])


def test_an_open_space_on_its_three_pages(browser, another_browser, market, bruno):
    session, gina, _lia = market
    phone = f"/t/{session.join_code}"
    first = session.blocks[1]
    mine = a_card(gina, session.block, "Cycle paths")
    other = a_card(a_seat(session, "Ivo"), session.block, "Shade")
    browser.sign_in(bruno)
    sit_down(another_browser, gina)
    assert "Put it in the grid" in another_browser.get(phone).text("#part-rounds")
    refused = another_browser.post(f"{phone}/topics", _at=phone, card=str(mine.id), cell="x")
    assert refused.status == 422
    cell = f"{first.id}-1"
    another_browser.post(f"{phone}/topics", _at=phone, card=str(mine.id), cell=cell)
    assert "You go here , you proposed it" in another_browser.get(phone).text("#part-rounds")
    browser.post(f"{CONSOLE}/topics", _at=CONSOLE, card=str(other.id), cell=f"{first.id}-2")
    group = grid_of(get_session(session.id))[0][1].group.id
    another_browser.post(f"{phone}/topics/{group}/place", _at=phone)
    for url in (CONSOLE, f"{CONSOLE}/grid", CONSOLE.replace("console", "projector")):
        assert "Shade 1" in browser.get(url).text("table")
    another_browser.post(f"{phone}/topics/{group}/place/delete", _at=phone)
    second = a_card(db.session.get_one(Seat, gina.id), first.session.blocks[0], "Benches")
    taken = another_browser.post(
        f"{phone}/topics", _at=phone, card=str(second.id), cell=f"{first.id}-2"
    )
    assert taken.status == 409
    assert "just taken Garden" in taken.text()
    assert another_browser.post(f"{phone}/topics", _at=phone, card="1", cell="77-1").status == 404

    browser.post(f"{CONSOLE}/topics", _at=CONSOLE, card=str(other.id), cell="none")
    assert "Shade" not in browser.get(f"{CONSOLE}/grid").text("table")
    assert browser.post(f"{CONSOLE}/topics", _at=CONSOLE, card="1", cell="77-1").status == 404
    page = browser.post(f"{CONSOLE}/grid", _at=f"{CONSOLE}/grid", places="Red room\nred room")
    assert (page.status, page.value("places")) == (422, "Red room\nred room")
    browser.post(f"{CONSOLE}/grid", _at=CONSOLE, places="Blue room", to="console")
    assert "Blue room" in another_browser.get(phone).text("#part-rounds")

    assert "Choose where to go" not in another_browser.page.text()
    assert "Move it" in another_browser.page.text("#part-rounds")
    hers = grid_of(get_session(session.id))[0][0].group.id
    another_browser.post(f"{phone}/topics/{hers}/place", _at=phone)
    at_hand = get_session(session.id)
    next_block(bruno, at_hand, at_hand.block.id)
    sit_down(another_browser, a_seat(at_hand, "Noa"))
    assert "Choose where to go" in another_browser.get(phone).text("#part-rounds")
    sit_down(another_browser, db.session.get_one(Seat, gina.id))
    assert "You are at: Blue room" in another_browser.get(phone).text()
    assert "Cycle paths" in another_browser.page.text(".where")
