"""The seats at the console: the list, letting in, writing down, the code, groups; and pieces."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.audit import Act
from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.seats import (
    GroupPlace,
    Seat,
    SeatKind,
    SeatState,
    console_piece,
    group_of,
    groups_in,
    is_away,
    make_groups,
    phone_piece,
    projector_piece,
    seats_in,
)
from consult.tables import BlockKind, Session, console_path, get_session
from tests.makers import a_municipality, kept
from tests.makers.seats import a_seat, sit_down
from tests.makers.tables import a_block, at_block


@pytest.fixture
def desk(session):
    return f"{console_path(session)}/seats"


def test_the_list_tells_who_is_here_who_is_away_and_who_waits(browser, session, desk, bruno):
    a_seat(session, "Gina Neri", kind=SeatKind.MUNICIPALITY, place=a_municipality())
    a_seat(session, "Away Rossi").seen_at = now() - timedelta(minutes=2)
    a_seat(session, "Waits Bianchi", state=SeatState.WAITING)
    a_seat(session, "Gone Verdi", state=SeatState.LEFT)
    page = browser.sign_in(bruno).get(desk)

    assert f"Gina Neri for the municipality of {a_municipality().name}" in page.text("main")
    assert page.texts(".desk__figures li") == ["2 here", "1 away"]
    assert "1 person waits" in page.text("#waiting")
    assert "Gone Verdi" in page.text("[aria-labelledby=gone]")


def test_buttons_do_what_they_say_and_lead_back(browser, session, desk, bruno):
    for _number in range(3):
        a_seat(session, state=SeatState.WAITING)
    browser.sign_in(bruno)
    assert browser.post(f"{desk}/1/admission", _at=desk).location == desk
    browser.post(f"{desk}/2/refusal", _at=desk)
    browser.post(f"{desk}/admissions", _at=desk)
    browser.post(f"{desk}/1/departure", _at=desk)
    page = browser.post(f"{desk}/2/admission", _at=desk, to="console")
    assert page.location == desk.removesuffix("/seats")

    assert [seat.state for seat in seats_in(session)] == [
        SeatState.LEFT,
        SeatState.PRESENT,
        SeatState.PRESENT,
    ]


def test_a_seat_is_written_down_renamed_and_what_is_wrong_is_said(browser, session, desk, bruno):
    browser.sign_in(bruno)
    assert browser.post(desk, name="Nonna", kind="body").status == 422
    assert browser.page.value("name") == "Nonna"
    assert browser.post(desk, name="Nonna").status == 303
    assert browser.get(f"{desk}/1/name").value("name") == "Nonna"
    assert browser.post(f"{desk}/1/name", name="\u200b").status == 422
    browser.post(f"{desk}/1/name", name="Nonna Pina")

    assert [seat.name for seat in seats_in(session)] == ["Nonna Pina"]
    assert browser.get(f"{desk}/99/name").status == 404


def test_the_code_changes_and_people_are_let_in_one_by_one(browser, session, desk, bruno):
    browser.sign_in(bruno)
    browser.post(f"{desk}/join-code", _at=desk)
    browser.post(f"{desk}/approval", _at=desk)
    assert db.session.get_one(Session, session.id).asks_approval
    browser.post(f"{desk}/approval/delete", _at=desk)

    changed = db.session.get_one(Session, session.id)
    assert not changed.asks_approval
    assert changed.join_code != "ABCDEF"


def test_groups_are_dealt_moved_and_named_on_their_page(browser, session, desk, bruno):
    block = session.blocks[1].id
    for number in range(4):
        a_seat(session, f"N {number}")
    browser.sign_in(bruno)
    here = f"{desk}/groups?block={block}"
    assert browser.post(here, _at=here, number="0").status == 422
    browser.post(here, _at=here, number="2")
    groups = groups_in(session, db.session.get_one(Session, session.id).blocks[1])
    browser.post(f"{desk}/groups/places?block={block}", _at=here, seat="1", group=groups[1].id)
    browser.post(f"{desk}/groups/{groups[0].id}/topic?block={block}", _at=here, topic="Parks")
    page = browser.get(here)

    assert page.texts(".seat-group h3") == ["Group 1: Parks", "Group 2"]
    assert [len(group.split()) for group in page.texts(".seat-group ul")] == [2, 6]
    for wrong in ("block=0", "block=x", "block=" + "9" * 30):
        assert browser.get(f"{desk}/groups?{wrong}").status == 404


@pytest.mark.parametrize("address", ["", "/1/name", "/groups"])
def test_the_seats_are_for_who_runs_the_session(browser, session, desk, ada, address):
    a_seat(session)
    assert browser.get(desk + address).status == 303
    assert browser.sign_in(ada).get(desk + address).status == 403


def test_the_list_asks_as_much_of_many_seats_as_of_one(
    browser, session, desk, bruno, count_queries
):
    browser.sign_in(bruno)
    a_seat(session)
    make_groups(bruno, session, None, 1)
    browser.get(desk)
    with count_queries() as one:
        browser.get(desk)
    for number in range(30):
        a_seat(session, place=a_municipality(number % 3), state=list(SeatState)[number % 4])
    with count_queries() as many:
        browser.get(desk)

    assert len(many) == len(one)


def test_the_pieces_say_who_is_here_and_in_which_group(session, bruno, in_request):
    block = at_block(session, a_block(session, BlockKind.BREAKOUT))
    seat = a_seat(session, "Gina Neri")
    a_seat(session, "Waits Bianchi", state=SeatState.WAITING)
    assert phone_piece(seat, session, block, None) == ""
    beside = [a_seat(session, name) for name in ("Lia", "Ivo")]
    [group] = make_groups(bruno, session, block, 1)
    session = get_session(session.id)

    def on_the_phone():
        return " ".join(phone_piece(seat, session, block, group).striptags().split())

    assert on_the_phone() == "You are at: Group 1 With Lia and Ivo."
    beside[0].state = SeatState.LEFT
    assert "With Ivo." in on_the_phone()
    beside[1].state = SeatState.LEFT
    assert "You are the first here." in on_the_phone()
    for number in range(14):
        kept(GroupPlace(group_id=group.id, seat_id=a_seat(session, f"N {number}").id))
    assert "N 11 and 2 more." in on_the_phone()
    group.topic, group.host_id = "The canal", seat.id
    assert "You are the host" in on_the_phone()
    assert "Waits Bianchi" in console_piece(bruno, session, block)
    shown = projector_piece(session, block)
    assert "The canal" in shown
    assert "Gina" not in shown
    plenary = at_block(session, a_block(session, BlockKind.PLENARY))
    assert not phone_piece(seat, session, plenary, group)
    assert projector_piece(session, plenary).strip() == ""


def test_somebody_is_moved_to_another_group_from_the_console(browser, session, bruno):
    block = at_block(session, a_block(session, BlockKind.BREAKOUT))
    seat = a_seat(session, "Gina Neri")
    a_seat(session, "Lia")
    groups = make_groups(bruno, session, block, 2)
    other = next(one for one in groups if one != group_of(seat, block))
    console = console_path(session)
    page = browser.sign_in(bruno).get(console)
    assert "Gina Neri" in page.text(".console-groups")

    form = f"{console}/seats/groups"
    moved = {"seat": str(seat.number), "group": str(other.id), "to": "console"}
    assert browser.post(f"{form}/places", _at=console, **moved).location == console
    assert group_of(seat, block).id == other.id
    assert "seat.moved" in db.session.scalars(select(Act.verb)).all()
    again = browser.post(f"{form}?block={block.id}", _at=console, number="1", to="console")
    assert again.location == console


def test_who_asks_for_something_is_here_again_without_a_write_each_time(
    browser, session, count_queries
):
    seat = a_seat(session)
    sit_down(browser, seat)
    before = seat.seen_at
    set_clock(offset=timedelta(minutes=2))
    assert is_away(seat, now())

    assert browser.get("/t/ABCDEF/presence").status == 204
    seen = db.session.get_one(Seat, seat.id).seen_at
    assert seen > before
    with count_queries() as statements:
        for _time in range(3):
            browser.get("/t/ABCDEF/presence")
    assert not [one for one in statements if one.startswith("UPDATE")]
    assert not is_away(db.session.get_one(Seat, seat.id), now())
