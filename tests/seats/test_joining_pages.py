"""The pages by which one joins: the code, the form, every state in words."""

import pytest
from sqlalchemy import select

from consult.kernel import limits
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.seats import Seat, SeatState, change_code, entering, seats_in
from consult.tables import Session, SessionState, get_session, session_path
from tests.makers import a_municipality
from tests.makers.seats import a_seat, sit_down
from tests.makers.tables import a_session, a_table

GHADA = "\u063a\u0627\u062f\u0629 \u0627\u0644\u0633\u0645\u0627\u0646 🙂"
GINA = {"name": "Gina Neri", "consents": "y"}


def seats():
    return db.session.scalars(select(Seat).order_by(Seat.number)).all()


@pytest.mark.parametrize("typed", ["ABCDEF", "abc-def", " ab cd ef "])
def test_the_code_is_found_however_it_is_typed(browser, session, typed):
    page = browser.get("/join", query_string={"code": typed})

    assert page.status == 303
    assert page.location == "/join/ABCDEF"


def test_the_page_of_the_code_sets_no_cookie(browser, session):
    page = browser.get("/join")

    assert page.status == 200
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("typed", ["ZZZZZZ", "12", "", "è", "A" * 39])
def test_an_unknown_code_is_said_beside_its_field(browser, session, typed):
    page = browser.get("/join", query_string={"code": typed})

    assert page.status == 404
    assert page.has("#code-error")
    assert page.value("code") == typed


def test_a_right_code_opens_after_any_number_of_wrong_ones(browser, session):
    for _time in range(entering.WRONG_CODES - 1):
        limits.count_attempt("join.wrong", "127.0.0.1", within=entering.IN_TIME)
    assert browser.get("/join/ZZZZZZ").status == 404

    assert browser.get("/join/ZZZZZZ").status == 429
    assert browser.get("/join?code=ZZZZZZ").status == 429
    for path in ("/t/ZZZZZZ", "/t/ZZZZZZ/cards", "/t/ZZZZZZ/report", "/join/ZZZZZZ/devices/x"):
        assert browser.get(path).status == 429  # wherever one guesses
    assert browser.get("/join/ABCDEF").status == 200
    assert browser.get("/t/ABCDEF").location == "/join/ABCDEF"
    assert limits.attempts("join.wrong", "everywhere", within=entering.IN_TIME) == 7


def test_who_looks_after_the_site_is_told_of_codes_guessed_from_everywhere(browser, monkeypatch):
    monkeypatch.setattr(entering, "WRONG_EVERYWHERE", 2)
    for _time in range(3):
        browser.get("/t/ZZZZZZ")

    assert [one.verb for one in limits.waiting_security_acts(10)] == ["join.codes_guessed"]


def test_one_sits_down_and_goes_on_to_the_session(browser, session):
    page = browser.post("/join/ABCDEF", **GINA | {"place": a_municipality().name})

    assert page.status == 303
    assert page.location == "/t/ABCDEF"
    cookie = page.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert [(seat.name, seat.municipality_id) for seat in seats()] == [
        ("Gina Neri", a_municipality().id)
    ]
    assert "You have a seat here" in browser.get("/join/ABCDEF").text("h1")


def test_the_same_form_sent_twice_gives_one_seat_and_the_cookie_again(browser, session):
    sent = browser.get("/join/ABCDEF").form_to("/join/ABCDEF") | GINA
    browser.send("/join/ABCDEF", data=sent)
    browser.client.delete_cookie(f"seat-{session.id}", domain="127.0.0.1")
    again = browser.send("/join/ABCDEF", data=sent)

    assert again.status == 303
    assert f"seat-{session.id}=" in again.headers["Set-Cookie"]
    assert len(seats()) == 1


def test_of_two_tabs_the_second_goes_on_with_the_seat_of_the_first(browser, session):
    other_tab = browser.get("/join/ABCDEF").form_to("/join/ABCDEF")
    browser.post("/join/ABCDEF", **GINA)
    page = browser.send("/join/ABCDEF", data=other_tab | GINA)

    assert page.status == 303
    assert len(seats()) == 1


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"name": "Gina"}, "name"),
        ({"name": "N" * 200}, "name"),
        ({"place": "Atlantis"}, "place"),
        ({"kind": "body"}, "body"),
        ({"consents": ""}, "consents"),
        ({"kind": "king"}, "kind"),
    ],
)
def test_what_is_wrong_is_beside_its_field_and_nothing_typed_is_lost(
    browser, session, typed, wrong
):
    sent = GINA | {"place": a_municipality().name} | typed
    page = browser.post("/join/ABCDEF", **sent)

    assert page.status == 422
    assert page.has(f"#{wrong}-error")
    assert page.value("name") == sent["name"]
    assert page.value("place") == sent["place"]
    assert not seats()


def test_names_of_every_script_are_taken_and_shown_apart(browser, session):
    page = browser.post("/join/ABCDEF", **GINA | {"name": f"{GHADA[:5]} \u202e{GHADA[5:]}"})

    assert page.status == 303
    assert seats()[0].name == GHADA
    assert browser.get("/join/ABCDEF").text("bdi") == GHADA


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SessionState.PREPARED, "not open yet"),
        (SessionState.ENDED, "is over"),
        (SessionState.CLOSED, "is over"),
    ],
)
def test_a_session_that_takes_nobody_says_why(browser, session, state, words):
    session.state = state
    page = browser.get("/join/ABCDEF")

    assert page.status == 200
    assert words in page.text("h1")
    assert not page.has("form.join")


def test_a_form_sent_when_the_session_is_over_or_called_off_takes_no_seat(browser, session):
    form = browser.get("/join/ABCDEF").form_to("/join/ABCDEF")
    session = db.session.get_one(Session, session.id)
    session.state = SessionState.ENDED
    over = browser.send("/join/ABCDEF", data=form | GINA)
    session = db.session.get_one(Session, session.id)
    session.state, session.cancelled_at = SessionState.PREPARED, now()
    off = browser.send("/join/ABCDEF", data=form | GINA)

    assert (over.status, off.status) == (403, 404)
    assert "is over" in over.text("main")
    assert not seats()


def test_who_waits_is_told_and_then_let_in_or_not(browser, session):
    seat = a_seat(session, state=SeatState.WAITING)
    sit_down(browser, seat)
    assert "Wait a moment" in browser.get("/join/ABCDEF").text("h1")

    db.session.get_one(Seat, seat.id).state = SeatState.REFUSED
    assert "not let in" in browser.get("/join/ABCDEF").text("h1")

    db.session.get_one(Seat, seat.id).state = SeatState.LEFT
    page = browser.get("/join/ABCDEF")
    assert "taken for gone" in page.text("h1")
    browser.post("/t/ABCDEF/presence", _at="/join/ABCDEF")
    assert db.session.get_one(Seat, seat.id).state is SeatState.PRESENT


def test_who_leaves_opens_the_seat_with_no_copy_of_the_cookie(browser, another_browser, session):
    seat = a_seat(session)
    sit_down(browser, seat)
    stolen = browser.client.get_cookie(f"seat-{session.id}", domain="127.0.0.1").value
    browser.post("/join/ABCDEF/departure", _at="/join/ABCDEF")
    another_browser.client.set_cookie(f"seat-{session.id}", stolen, domain="127.0.0.1")

    assert db.session.get_one(Seat, seat.id).state is SeatState.LEFT
    assert another_browser.get("/join/ABCDEF").has("form.join")
    assert another_browser.get("/t/ABCDEF/account").location == "/join/ABCDEF"


def test_a_link_opens_the_seat_on_another_device_once(browser, another_browser, session):
    sit_down(browser, a_seat(session))
    page = browser.post("/t/ABCDEF/devices")
    page = browser.get(page.location)
    path = page.text("p.code").removeprefix("http://127.0.0.1:8000")

    assert another_browser.get(path).status == 200
    assert another_browser.post(path).location == "/t/ABCDEF"
    assert "You have a seat here" in another_browser.get("/join/ABCDEF").text("h1")
    assert len(seats_in(db.session.get_one(Session, session.id))) == 1

    assert another_browser.send(path, data=another_browser.page.form_to(path) or {}).status in {
        400,
        404,
        303,
    }
    assert "Show the link" in browser.get("/t/ABCDEF/devices").text("main")


def test_a_code_that_was_changed_lets_nobody_in_but_who_sits_there_goes_on(
    browser, another_browser, session, elena
):
    sit_down(browser, a_seat(session))
    code = change_code(elena, session)

    assert "has changed" in another_browser.get("/join/ABCDEF").text("h1")
    assert another_browser.get(f"/join/{code}").has("form.join")
    assert browser.get("/t/ABCDEF/account").status == 200
    assert browser.get("/t/ABCDEF/report").location == f"/t/{code}"
    assert "You have a seat here" in browser.get("/join/ABCDEF").text("h1")


def test_a_code_of_a_session_called_off_says_so_and_when_the_next_is(browser, process, bruno):
    table = a_table()
    off = a_session(table, number=1)
    off.cancel(now(), "Snow on the roads.")

    for page in (browser.get(f"/join/{off.join_code}"), browser.get(f"/join?code={off.join_code}")):
        assert page.status == 404
        assert page.text("h1") == "This session was called off"
        assert "Snow on the roads." in page.text("main")
        assert "No other session of this table is planned yet" in page.text("main")
    following = a_session(get_session(off.id).table, number=2, title="In the warm")
    page = browser.get(f"/join/{off.join_code}")
    assert "In the warm" in page.text("main")
    assert page.soup.select_one("main a.btn")["href"] == session_path(following)
    assert "called off: Snow on the roads." in browser.get(f"/t/{off.join_code}").text("main")
