"""The list of speakers on phones, on the console and on the projector."""

import pytest

from consult.speaking import (
    ask_for_floor,
    console_piece,
    phone_piece,
    projector_piece,
    speaking_now,
)
from consult.speaking.queries import waiting_in
from consult.tables import BlockKind
from tests.makers import a_municipality
from tests.makers.seats import a_seat, sit_down
from tests.makers.tables import a_block, a_session, at_block


@pytest.fixture
def session(database, process):
    session = a_session(method=None)
    at_block(session, a_block(session, BlockKind.PLENARY))
    return session


@pytest.fixture
def gina(session):
    return a_seat(session, "Gina", place=a_municipality())


def words(piece):
    return " ".join(piece.striptags().split())


def test_a_phone_asks_for_the_floor_and_leaves_the_list(browser, session, gina):
    sit_down(browser, gina)
    phone, block_id = f"/t/{session.join_code}", session.block.id
    browser.post(f"{phone}/turns", _at=phone)
    assert [turn.seat_id for turn in waiting_in(block_id)] == [gina.id]
    assert "You speak next." in browser.get(phone).text()

    browser.post(f"{phone}/turns/delete", _at=phone)
    assert "Ask for the floor" in browser.get(phone).text()


def test_a_stranger_is_asked_to_join(browser, session, gina):
    sit_down(browser, gina)
    phone = f"/t/{session.join_code}"
    form = browser.get(phone).form_to(f"{phone}/turns")
    browser.client.delete_cookie(f"seat-{session.id}", domain="127.0.0.1")
    page = browser.send(f"{phone}/turns", data=form)

    assert page.location.endswith(f"/join/{session.join_code}")
    assert browser.send("/t/ABCDEF/turns", data=form).status == 404


def test_the_console_gives_the_floor_and_ends_the_turn(browser, session, gina, bruno):
    teo = a_seat(session, "Teo")
    ask_for_floor(teo, session.block)
    browser.sign_in(bruno)
    console = f"/processes/plan/desk/tables/north/sessions/{session.number}/console"
    turns, turn = f"{console}/turns", waiting_in(session.block.id)[0]

    browser.post(f"{turns}/{turn.id}/floor", _at=console)
    assert speaking_now(session).seat_id == teo.id
    browser.post(f"{turns}/ending", _at=console)
    assert speaking_now(session) is None
    browser.post(turns, _at=console, seat=gina.id)
    assert speaking_now(session).seat_id == gina.id
    assert browser.post(turns, _at=console, seat="x").status == 400
    assert browser.post(turns, _at=console, seat="999999").status == 404

    said = browser.get(console).text()
    assert "Gina" in said
    assert "Time taken" in said


def test_the_projector_names_nobody(session, gina, in_request):
    ask_for_floor(gina, session.block)

    assert words(projector_piece(session, session.block)) == "1 person is waiting for the floor."


def test_where_all_write_there_is_no_list(session, gina, bruno, in_request):
    silent = a_block(session)

    assert not phone_piece(gina, session, silent)
    assert not console_piece(bruno, session, silent)
    assert not projector_piece(session, silent)
